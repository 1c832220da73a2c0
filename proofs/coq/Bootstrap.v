(** * Continuity induction

    For: the argument that closes Theorem 1. As long as every weight is within R the Gram matrix is stable
    (Lemma 4), so every weight is within R' < R (Lemma 5), so it stays so. Written with m functions at
    once, one for each weight, so that no supremum is needed.

    Backs: bootstrap. *)

From Coq Require Import Reals Lra Lia Classical.
Open Scope R_scope.

(** Finitely many functions continuous at t and below B at t are below B around t. *)
Lemma below_around (m : nat) (g : nat -> R -> R) (B t : R) :
  (forall k, (k < m)%nat -> continuity_pt (g k) t) -> (forall k, (k < m)%nat -> g k t < B) ->
  exists eps, 0 < eps /\ forall s, Rabs (s - t) < eps -> forall k, (k < m)%nat -> g k s < B.
Proof.
  induction m as [|m IH]; intros Hcont Hlt.
  - exists 1. split; [lra | intros; lia].
  - destruct IH as [e1 [He1 H1]]; [intros; apply Hcont; lia | intros; apply Hlt; lia |].
    destruct (Hcont m ltac:(lia) (B - g m t)) as [e2 [He2 H2]]; [pose proof (Hlt m ltac:(lia)); lra|].
    exists (Rmin e1 e2). split; [now apply Rmin_glb_lt|]. intros s Hs k Hk.
    pose proof (Rmin_l e1 e2). pose proof (Rmin_r e1 e2).
    destruct (Nat.eq_dec k m) as [->|]; [|apply H1; [lra | lia]].
    destruct (Req_dec t s) as [<-|Hts]; [apply Hlt; lia|].
    specialize (H2 s). simpl in H2. unfold R_dist, D_x, no_cond in H2.
    assert (Hd : Rabs (g m s - g m t) < B - g m t) by (apply H2; split; [auto | lra]).
    pose proof (Rle_abs (g m s - g m t)). lra.
Qed.

(** A continuous function that exceeds B at t exceeds it around t. *)
Lemma above_around (g : R -> R) (B t : R) :
  continuity_pt g t -> B < g t -> exists eps, 0 < eps /\ forall s, Rabs (s - t) < eps -> B < g s.
Proof.
  intros Hcont Hlt. destruct (below_around 1 (fun _ s => - g s) (- B) t) as [eps [Heps H]].
  - intros k _. now apply continuity_pt_opp.
  - intros k _. lra.
  - exists eps. split; [exact Heps|]. intros s Hs. specialize (H s Hs 0%nat ltac:(lia)). lra.
Qed.

(** g_k(0) <= B for every k; whenever all g_k <= B on [0, t], all g_k(t) < B. Then all g_k < B on [0, T]. *)
Theorem bootstrap_many (m : nat) (g : nat -> R -> R) (B T : R) :
  (forall k t, (k < m)%nat -> 0 <= t <= T -> continuity_pt (g k) t) ->
  (forall k, (k < m)%nat -> g k 0 <= B) ->
  (forall t, 0 <= t <= T -> (forall s k, 0 <= s <= t -> (k < m)%nat -> g k s <= B) ->
     forall k, (k < m)%nat -> g k t < B) ->
  forall t k, 0 <= t <= T -> (k < m)%nat -> g k t < B.
Proof.
  intros Hcont Hstart Hstep.
  set (good := fun x => 0 <= x <= T /\ forall s k, 0 <= s <= x -> (k < m)%nat -> g k s <= B).
  assert (Hdown : forall x, good x -> forall y, 0 <= y <= x -> good y).
  { intros x [Hx Hgx] y Hy. split; [lra|]. intros s k Hs. apply Hgx. lra. }
  enough (Hall : forall t, 0 <= t <= T -> good t).
  { intros t k Ht. apply Hstep; [exact Ht | apply (Hall t Ht)]. }
  intros t Ht. destruct (classic (good t)) as [|Hbad]; [assumption | exfalso].
  assert (H0 : good 0).
  { split; [lra|]. intros s k Hs Hk. replace s with 0 by lra. apply Hstart, Hk. }
  destruct (completeness good) as [c [Hupper Hleast]].
  { exists T. intros x [Hx _]. lra. }
  { now exists 0. }
  assert (Hc : 0 <= c <= T).
  { split; [apply Hupper, H0 | apply Hleast; intros x [Hx _]; lra]. }
  assert (Hbefore : forall s, 0 <= s < c -> good s).
  { intros s Hs. destruct (classic (exists x, good x /\ s <= x)) as [[x [Hx Hsx]]|Hnone].
    - apply (Hdown x Hx). lra.
    - exfalso. enough (c <= s) by lra. apply Hleast. intros x Hx.
      destruct (Rle_dec x s); [assumption|]. exfalso. apply Hnone. exists x. split; [exact Hx | lra]. }
  assert (Hgood : good c).
  { split; [exact Hc|]. intros s k Hs Hk. destruct (Rlt_dec s c); [apply (Hbefore s); lra || assumption|].
    replace s with c by lra. destruct (Rle_dec (g k c) B) as [|Hgt]; [assumption | exfalso].
    destruct (Rle_lt_or_eq_dec 0 c ltac:(lra)) as [Hpos|<-]; [|pose proof (Hstart k Hk); lra].
    destruct (above_around (g k) B c) as [eps [Heps Habove]]; [now apply Hcont | lra |].
    set (x := Rmax (c / 2) (c - eps / 2)).
    assert (Hx : 0 <= x < c /\ Rabs (x - c) < eps).
    { unfold x, Rmax. destruct (Rle_dec (c / 2) (c - eps / 2)); split; try lra;
        rewrite Rabs_left1 by lra; lra. }
    specialize (Habove x (proj2 Hx)). pose proof (proj2 (Hbefore x (proj1 Hx)) x k ltac:(lra) Hk). lra. }
  assert (Hct : c < t).
  { destruct (Rlt_dec c t); [assumption|]. exfalso. apply Hbad, (Hdown c Hgood). lra. }
  destruct (below_around m g B c) as [eps [Heps Hbelow]].
  { intros k Hk. now apply Hcont. }
  { apply Hstep; [exact Hc | apply Hgood]. }
  set (x := Rmin t (c + eps / 2)).
  assert (Hx : c < x <= t /\ x <= c + eps / 2).
  { unfold x, Rmin. destruct (Rle_dec t (c + eps / 2)); lra. }
  enough (good x) by (pose proof (Hupper x ltac:(assumption)); lra).
  split; [lra|]. intros s k Hs Hk. destruct (Rle_dec s c).
  - apply (proj2 Hgood); [lra | exact Hk].
  - left. apply Hbelow; [rewrite Rabs_pos_eq; lra | exact Hk].
Qed.

(** P on [0, t] gives g(t) < B, and g(t) <= B gives P(t): then both hold on [0, T]. *)
Theorem bootstrap (P : R -> Prop) (g : R -> R) (B T : R) :
  (forall t, 0 <= t <= T -> continuity_pt g t) -> g 0 <= B ->
  (forall t, 0 <= t <= T -> (forall s, 0 <= s <= t -> P s) -> g t < B) ->
  (forall t, 0 <= t <= T -> g t <= B -> P t) ->
  forall t, 0 <= t <= T -> P t /\ g t < B.
Proof.
  intros Hcont Hstart Hstep Hback.
  assert (H : forall t k, 0 <= t <= T -> (k < 1)%nat -> g t < B).
  { apply (bootstrap_many 1 (fun _ => g)); auto. intros t Ht Hle k _. apply Hstep; [exact Ht|].
    intros s Hs. apply Hback; [lra | apply (Hle s 0%nat); [exact Hs | lia]]. }
  intros t Ht. pose proof (H t 0%nat Ht ltac:(lia)). split; [apply Hback; [exact Ht | lra] | assumption].
Qed.
