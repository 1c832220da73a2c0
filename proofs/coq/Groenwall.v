(** * Groenwall's inequality

    For: from (18) to Lemma 5.1. The constant may have any sign, the function any shape; it need be
    differentiable only between finitely many kinks, as ||u(t) - y||^2 is along the flow of a ReLU network.
    Continuity is asked at 0 from both sides; a function given on [0, T] alone is continued by g(0) to the left.

    Backs: groenwall. *)

From Coq Require Import Reals Lra List.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Calculus.
Open Scope R_scope.

(** g' <= c g on (0, T) between the kinks, g continuous on [0, T]: g(t) <= exp(c t) g(0) on [0, T] *)
Theorem groenwall_between_kinks (g dg : R -> R) (c T : R) (kinks : list R) :
  (forall s, 0 <= s <= T -> continuity_pt g s) ->
  (forall s, 0 < s < T -> ~ In s kinks -> is_derive g s (dg s) /\ dg s <= c * g s) ->
  forall t, 0 <= t <= T -> g t <= exp (c * t) * g 0.
Proof.
  intros Hcont Hder t Ht.
  assert (H : exp (- (c * t)) * g t <= exp (- (c * 0)) * g 0).
  { apply (decreasing_between_kinks kinks (fun s => exp (- (c * s)) * g s)
      (fun s => exp (- (c * s)) * (dg s - c * g s))); [lra | |].
    - intros s Hs. apply continuity_pt_mult; [|apply Hcont; lra].
      apply continuity_pt_filterlim, (ex_derive_continuous (fun s => exp (- (c * s)))). auto_derive; exact I.
    - intros s Hs Hk. destruct (Hder s ltac:(lra) Hk) as [Hg Hle]. split.
      + replace (exp (- (c * s)) * (dg s - c * g s))
          with ((- c * exp (- (c * s))) * g s + exp (- (c * s)) * dg s) by ring.
        apply (is_derive_mult (fun s => exp (- (c * s))) g); [| exact Hg | apply Rmult_comm].
        auto_derive; [exact I | ring].
      + pose proof (exp_pos (- (c * s))). nra. }
  rewrite Rmult_0_r, Ropp_0, exp_0, Rmult_1_l in H.
  apply Rmult_le_compat_l with (r := exp (c * t)) in H; [|left; apply exp_pos].
  rewrite <- Rmult_assoc, <- exp_plus, Rplus_opp_r, exp_0, Rmult_1_l in H. exact H.
Qed.

(** g' <= c g on (0, T), any sign of c: g(t) <= exp(c t) g(0) on [0, T] *)
Theorem groenwall (g dg : R -> R) (c T : R) :
  (forall s, 0 <= s <= T -> continuity_pt g s) ->
  (forall s, 0 < s < T -> is_derive g s (dg s)) ->
  (forall s, 0 < s < T -> dg s <= c * g s) ->
  forall t, 0 <= t <= T -> g t <= exp (c * t) * g 0.
Proof.
  intros Hcont Hder Hle. apply (groenwall_between_kinks g dg c T nil Hcont).
  intros s Hs _. split; [apply Hder | apply Hle]; exact Hs.
Qed.
