(** * What lecture 12 prints wrong, disproved

    For: the errata. Each printed claim is denied at the smallest instance, n = m = d = 1, where the input is 1, the
    weight is a number g ~ N(0, 1), H = 1[w >= 0], H* = lambda_0 = 1/2, and on w > 0 with output sign 1 the flow is
    w(t) - y = exp(-t) (w(0) - y). This is the only file that may use Interval (numbers) and hence its axioms.

    Backs: algebra. *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From Interval Require Import Tactic.
From NtkProps Require Import Sums Norms Expectation Bridges Calculus Gaussian GradientFlow Lecture12.
Open Scope R_scope.

(** ** Lemma 4 with the squared radius: given ||w_k - w_k(0)||^2 <= R *)

(** Whenever |g| < sqrt(R), some w with (w - g)^2 <= R has |H - H(0)| = 1 > lambda_0 / 4, lambda_0 = 1/2. *)
Theorem squared_radius_flips g rho :
  Rabs g < sqrt rho -> 0 < rho ->
  exists w, (w - g) ^ 2 <= rho /\ 1 / 2 / 4 < Rabs (one_if (0 <= w) - one_if (0 <= g)).
Proof.
  intros Hg Hrho. pose proof (sqrt_lt_R0 rho Hrho) as Hs. pose proof (pow2_sqrt rho ltac:(lra)) as Hsq.
  destruct (Rle_dec 0 g) as [H|H].
  - rewrite Rabs_pos_eq in Hg by exact H. exists (g - sqrt rho). split; [nra|].
    rewrite (one_if_false (0 <= g - sqrt rho)), (one_if_true (0 <= g)) by lra. rewrite Rabs_left; lra.
  - rewrite Rabs_left in Hg by lra. exists (g + sqrt rho). split; [nra|].
    rewrite (one_if_true (0 <= g + sqrt rho)), (one_if_false (0 <= g)) by lra. rewrite Rabs_pos_eq; lra.
Qed.

(** That event has probability Pr(|g| <= sqrt(R)) = erf(sqrt(R) / sqrt 2) > delta at delta = 1/100. *)
Theorem squared_radius_probability : 1 / 100 < erf (sqrt (radius 1 (1 / 100) (1 / 2)) / sqrt 2).
Proof. unfold erf, radius. integral with (i_fuel 50, i_prec 40). Qed.

(** It exceeds delta for every delta <= 1/25, by exp u >= 1 + u under the integral. *)
Theorem squared_radius_every_small_delta delta :
  0 < delta <= 1 / 25 -> delta < mass 1 (sqrt (radius 1 delta (1 / 2))).
Proof.
  intros Hd. set (rho := radius 1 delta (1 / 2)). pose proof sqrt_two_pi_positive as Hp.
  assert (Hrho : 0 < rho) by (apply radius_positive; lra).
  assert (Hval : delta * sqrt (2 * PI) = 32 * rho) by (unfold rho, radius; field).
  assert (Hpi : sqrt (2 * PI) <= 283 / 100) by (interval).
  assert (Hsmall : rho <= 36 / 10000) by nra.
  pose proof (sqrt_lt_R0 rho Hrho) as Hs. pose proof (pow2_sqrt rho ltac:(lra)) as Hsq. set (q := sqrt rho) in *.
  assert (Hq : q <= 6 / 100) by nra.
  assert (Hmass : (1 - rho / 2) / sqrt (2 * PI) * (q - - q) <= mass 1 q).
  { replace ((1 - rho / 2) / sqrt (2 * PI) * (q - - q)) with (RInt (fun _ => (1 - rho / 2) / sqrt (2 * PI)) (- q) q)
      by (rewrite RInt_const; unfold scal; simpl; unfold mult; simpl; ring).
    apply integral_monotone; [lra | apply ex_RInt_const | apply density_integrable; lra |].
    intros s Hs'. unfold density, Rdiv. rewrite Rmult_1_l. apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|].
    pose proof (exp_lower_line (- (s ^ 2 * / (2 * 1 ^ 2)))). nra. }
  eapply Rlt_le_trans; [|exact Hmass]. apply Rmult_lt_reg_r with (sqrt (2 * PI)); [exact Hp|].
  replace ((1 - rho / 2) / sqrt (2 * PI) * (q - - q) * sqrt (2 * PI)) with ((1 - rho / 2) * (2 * q)) by (field; lra).
  rewrite Hval. nra.
Qed.

(** ** The one-neuron flow: w(t) = u(t) = exp(-t) D towards the label 0, with H = 1 *)
Definition one_neuron (T D : R) : flow 1 1 1 T.
Proof.
  refine {| inputs := fun _ _ => 1; output_signs := fun _ => 1; residual := fun t _ => exp (- t) * D;
            weights := fun t _ _ => exp (- t) * D; gram := fun _ _ _ => 1; activation := fun _ _ _ => 1; kinks := nil |}.
  - intros. unfold norm, inner. simpl. replace (0 + 1 * 1) with 1 by ring. apply sqrt_1.
  - intros. apply Rabs_R1.
  - intros. lra.
  - intros s i _. apply continuity_pt_filterlim, (ex_derive_continuous (fun s => exp (- s) * D)). auto_derive. exact I.
  - intros s k j _. apply continuity_pt_filterlim, (ex_derive_continuous (fun s => exp (- s) * D)). auto_derive. exact I.
  - intros s i _ _. unfold times, inner. simpl. auto_derive; [exact I | ring].
  - intros s k j _ _. unfold descent. simpl. rewrite sqrt_1. auto_derive; [exact I | field].
Defined.

(** It is well conditioned, lambda_min(H) = 1 >= lambda_0 / 2 with lambda_0 = 1/2, so Lemma 5 speaks of it. *)
Lemma one_neuron_well_conditioned T D s : well_conditioned (one_neuron T D) (1 / 2) s.
Proof.
  intros v. unfold form, times. rewrite norm_square. unfold inner. simpl. pose proof (pow2_ge_0 (v 0%nat)). nra.
Qed.

(** ||u(0) - y|| = D and ||w(t) - w(0)|| = (1 - exp(-t)) D, for D >= 0 *)
Lemma one_neuron_start T D : 0 <= D -> norm 1 (residual (one_neuron T D) 0) = D.
Proof.
  intros HD. unfold norm, inner. simpl. rewrite Ropp_0, exp_0.
  replace (0 + 1 * D * (1 * D)) with (D * D) by ring. now apply sqrt_square.
Qed.

Lemma one_neuron_moved T D t : 0 <= D -> 0 <= t -> moved (one_neuron T D) t 0 = (1 - exp (- t)) * D.
Proof.
  intros HD Ht. unfold moved, norm, inner. simpl. rewrite Ropp_0, exp_0.
  pose proof (exp_at_most_one (- t) ltac:(lra)).
  replace (0 + _) with ((1 - exp (- t)) * D * ((1 - exp (- t)) * D)) by ring.
  apply sqrt_square, Rmult_le_pos; lra.
Qed.

(** ** Lemma 5.2 with s for 2: ||w_k(t) - w_k(0)|| <= s sqrt(n) ||u(0) - y|| / (lambda_0 sqrt(m)), 0 <= s <= t *)

(** Taken for every s in [0, t] it fails at s = 0, for every t > 0. *)
Theorem factor_s_fails t D :
  0 < t -> 0 < D -> ~ forall s, 0 <= s <= t ->
    moved (one_neuron t D) t 0 <= s * sqrt 1 * norm 1 (residual (one_neuron t D) 0) / (1 / 2 * sqrt 1).
Proof.
  intros Ht HD H. specialize (H 0 ltac:(lra)). rewrite one_neuron_moved, sqrt_1 in H by lra.
  assert (Hexp : exp (- t) < 1) by (rewrite <- exp_0; apply exp_increasing; lra).
  assert (0 < (1 - exp (- t)) * D) by (apply Rmult_lt_0_compat; lra). lra.
Qed.

(** Read as s = t it grows without bound: whatever the width m, R'(t) <= R fails for some t. *)
Theorem factor_t_has_no_width n m D lambda_0 rho :
  0 < n -> 0 < m -> 0 < D -> 0 < lambda_0 -> exists t, 0 <= t /\ rho < t * sqrt n * D / (lambda_0 * sqrt m).
Proof.
  intros Hn Hm HD Hl. pose proof (sqrt_lt_R0 n Hn) as Hsn. pose proof (sqrt_lt_R0 m Hm) as Hsm.
  assert (Hrate : 0 < sqrt n * D / (lambda_0 * sqrt m))
    by (apply Rdiv_lt_0_compat; now apply Rmult_lt_0_compat).
  set (rate := sqrt n * D / (lambda_0 * sqrt m)) in *. exists ((Rabs rho + 1) / rate).
  pose proof (Rabs_pos rho). pose proof (Rle_abs rho). split.
  - left. apply Rdiv_lt_0_compat; lra.
  - replace ((Rabs rho + 1) / rate * sqrt n * D / (lambda_0 * sqrt m)) with ((Rabs rho + 1) / rate * rate)
      by (unfold rate; field; lra).
    replace ((Rabs rho + 1) / rate * rate) with (Rabs rho + 1) by (field; lra). lra.
Qed.

(** ** Groenwall with the sign lost: ||u(t) - y||^2 <= exp(+lambda_0 t) ||u(0) - y||^2 *)

(** It does not give (24): at every lambda_0, t > 0 a residual satisfies the one and breaks the other. *)
Theorem weak_groenwall_is_too_weak lambda_0 t r0 :
  0 < lambda_0 -> 0 < t -> 0 < r0 ->
  exists r, 0 <= r /\ r ^ 2 <= exp (lambda_0 * t) * r0 ^ 2 /\ ~ r <= exp (- lambda_0 * t / 2) * r0.
Proof.
  intros Hl Ht Hr. assert (Hlt : 0 < lambda_0 * t) by now apply Rmult_lt_0_compat. exists r0. repeat split; [lra | |].
  - rewrite <- (Rmult_1_l (r0 ^ 2)) at 1. apply Rmult_le_compat_r; [apply pow2_ge_0|]. apply exp_at_least_one. lra.
  - apply Rlt_not_le. rewrite <- (Rmult_1_l r0) at 2. apply Rmult_lt_compat_r; [exact Hr|].
    rewrite <- exp_0. apply exp_increasing. lra.
Qed.

(** ** Equation (26): sqrt(n/m) ||u(0) - y|| int_0^t exp(-lambda_0 s / 2) ds = ||w_k(t) - w_k(0)|| *)

(** At n = m = t = 1, lambda_0 = 1/2 the left side is 0.88.. D, the right side 0.63.. D. *)
Theorem eq_26_fails D :
  0 < D ->
  sqrt (1 / 1) * norm 1 (residual (one_neuron 1 D) 0) * RInt (fun s => exp (- (1 / 2 / 2) * s)) 0 1
    <> moved (one_neuron 1 D) 1 0.
Proof.
  intros HD. rewrite one_neuron_start, one_neuron_moved by lra.
  rewrite (is_RInt_unique _ _ _ _ (exponential_integral (- (1 / 2 / 2)) 0 1 ltac:(lra))).
  replace (1 / 1) with 1 by field. rewrite sqrt_1, Rmult_1_l, (Rmult_comm D).
  apply Rgt_not_eq, Rmult_lt_compat_r; [exact HD|]. interval.
Qed.
