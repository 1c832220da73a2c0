(** * Lecture 12: its scalar rows and its width, with constants

    For: the rows of the lecture as they stand after correction, one lemma per printed step, in the order of the page;
    n, m, d are real numbers where nothing is counted, and rho stands for R where only its name
    matters. The width of Theorem 1 comes out as
    m >= 20736 n^6 / (pi lambda_0^4 delta^3), each of the three events getting delta / 3.

    Backs: anti_concentration, markov, union_bound, hoeffding, algebra, gaussian_moments. *)

From Coq Require Import Reals Lra Psatz Lia List.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Norms Expectation Bridges Gaussian HoeffdingWidth GradientFlow.
Open Scope R_scope.

(** R = sqrt(2 pi) delta lambda_0 / (16 n^2) *)
Definition radius (n delta lambda_0 : R) : R := sqrt (2 * PI) * delta * lambda_0 / (16 * n ^ 2).
(** R' = sqrt(n/m) ||u(0) - y|| 2 / lambda_0, with D = ||u(0) - y|| *)
Definition movement (n m D lambda_0 : R) : R := sqrt (n / m) * D * (2 / lambda_0).

Lemma two_pi_square : sqrt (2 * PI) ^ 2 = 2 * PI.
Proof. apply pow2_sqrt. pose proof PI_RGT_0. lra. Qed.

Lemma radius_positive n delta lambda_0 : 0 < n -> 0 < delta -> 0 < lambda_0 -> 0 < radius n delta lambda_0.
Proof.
  intros Hn Hd Hl. pose proof sqrt_two_pi_positive. unfold radius. apply Rdiv_lt_0_compat.
  - now repeat apply Rmult_lt_0_compat.
  - pose proof (pow_lt n 2 Hn). lra.
Qed.

Lemma scale_positive p q i j : 0 < p -> 0 < q -> 0 < PI * p ^ i * q ^ j.
Proof.
  intros Hp Hq. apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat; [exact PI_RGT_0|]|]; now apply pow_lt.
Qed.

(** ** Lemma 4 *)

(** Before (4): ||x|| = 1, ||w - w(0)|| <= R and x^T w, x^T w(0) on different sides of 0 give |x^T w(0)| <= R *)
Lemma flip_needs_small d x w w0 r :
  norm d x = 1 -> norm d (fun j => w j - w0 j) <= r -> ~ (0 <= inner d x w0 <-> 0 <= inner d x w) ->
  Rabs (inner d x w0) <= r.
Proof.
  intros Hx Hw Hflip. pose proof (cauchy_schwarz d x (fun j => w j - w0 j)) as H. rewrite Hx, Rmult_1_l in H.
  replace (inner d x (fun j => w j - w0 j)) with (inner d x w - inner d x w0) in H.
  - apply abs_between in H. apply Rabs_le.
    destruct (Rle_dec 0 (inner d x w0)), (Rle_dec 0 (inner d x w)); (exfalso; apply Hflip; tauto) || lra.
  - replace (_ - _) with (inner d x w + -1 * inner d x w0) by ring. rewrite <- inner_scale, <- inner_plus.
    apply sum_ext. intros; ring.
Qed.

(** (4): Pr(|x_i^T w_k(0)| <= R) <= 2 R / sqrt(2 pi) *)
Lemma eq_4 n delta lambda_0 :
  0 < n -> 0 < delta -> 0 < lambda_0 ->
  mass 1 (radius n delta lambda_0) <= 2 * radius n delta lambda_0 / sqrt (2 * PI).
Proof. intros Hn Hd Hl. apply anti_concentration. left. now apply radius_positive. Qed.

(** (7): |1[P_i] 1[P_j] - 1[Q_i] 1[Q_j]| <= 1[A_i or A_j], where A is "P and Q differ" *)
Lemma eq_7 (Pi Pj Qi Qj : Prop) :
  Rabs (one_if Pi * one_if Pj - one_if Qi * one_if Qj) <= one_if (~ (Pi <-> Qi) \/ ~ (Pj <-> Qj)).
Proof.
  unfold one_if.
  destruct (decide Pi), (decide Pj), (decide Qi), (decide Qj), (decide (~ (Pi <-> Qi) \/ ~ (Pj <-> Qj)));
    apply Rabs_le; try (exfalso; tauto); lra.
Qed.

(** (7), along a sliding mode: the same for activations in [0, 1] that keep their value where nothing flips *)
Lemma eq_7_sliding (alpha beta p q : R) (Ai Aj : Prop) :
  0 <= alpha <= 1 -> 0 <= beta <= 1 -> 0 <= p <= 1 -> 0 <= q <= 1 -> (~ Ai -> alpha = p) -> (~ Aj -> beta = q) ->
  Rabs (alpha * beta - p * q) <= one_if (Ai \/ Aj).
Proof.
  intros Ha Hb Hp Hq HA HB. unfold one_if. destruct (decide (Ai \/ Aj)) as [H|H].
  - apply Rabs_le. split; nra.
  - rewrite HA, HB by tauto. rewrite Rminus_diag_eq, Rabs_R0 by reflexivity. lra.
Qed.

(** (9): 1/m sum_{k=1}^m (2R/sqrt(2 pi) + 2R/sqrt(2 pi)) = 4R/sqrt(2 pi) *)
Lemma eq_9 (m : nat) (rho : R) :
  (0 < m)%nat ->
  1 / INR m * (\sum_(k < m) (2 * rho / sqrt (2 * PI) + 2 * rho / sqrt (2 * PI))) = 4 * rho / sqrt (2 * PI).
Proof.
  intros Hm. pose proof sqrt_two_pi_positive. assert (0 < INR m) by now apply lt_0_INR.
  rewrite sum_const. field. lra.
Qed.

(** (12): n^2 entries of 4R/sqrt(2 pi) each *)
Lemma eq_12 (n : nat) (rho : R) :
  \sum_(i < n) \sum_(j < n) (4 * rho / sqrt (2 * PI)) = 4 * INR n ^ 2 * rho / sqrt (2 * PI).
Proof. pose proof sqrt_two_pi_positive. rewrite !sum_const. field. lra. Qed.

(** (13), (14): 4 n^2 / sqrt(2 pi) * sqrt(2 pi) delta lambda_0 / (16 n^2) = delta lambda_0 / 4 *)
Lemma eq_14 n delta lambda_0 :
  0 < n -> 4 * n ^ 2 / sqrt (2 * PI) * radius n delta lambda_0 = delta * lambda_0 / 4.
Proof. intros Hn. pose proof sqrt_two_pi_positive. unfold radius. field. lra. Qed.

(** (delta lambda_0 / 4) / (lambda_0 / 4) = delta *)
Lemma markov_step delta lambda_0 : 0 < lambda_0 -> delta * lambda_0 / 4 / (lambda_0 / 4) = delta.
Proof. intros Hl. field. lra. Qed.

(** The whole step: E X <= delta lambda_0 / 4 and X >= 0 give Pr(X >= lambda_0 / 4) <= delta *)
Lemma lemma_4_markov {Omega} (mu : law Omega) X delta lambda_0 :
  0 < lambda_0 -> integrable mu X -> measurable mu (fun o => lambda_0 / 4 <= X o) -> (forall o, 0 <= X o) ->
  E mu X <= delta * lambda_0 / 4 -> Pr mu (fun o => lambda_0 / 4 <= X o) <= delta.
Proof.
  intros Hl HX HA Hpos HE. eapply Rle_trans; [apply markov; auto; lra|].
  apply quotient_le_iff; lra.
Qed.

(** ** Lemma 5 *)

(** (17), (18): -2 v^T H v <= -2 ||v||^2 lambda_0 / 2 = -lambda_0 ||v||^2 *)
Lemma eq_17 q l s lambda_0 : l * s <= q -> lambda_0 / 2 <= l -> 0 <= s -> -2 * q <= -2 * s * (lambda_0 / 2).
Proof. intros. nra. Qed.

Lemma eq_18 s lambda_0 : -2 * s * (lambda_0 / 2) <= - lambda_0 * s.
Proof. lra. Qed.

(** (25) to (27): sqrt(n/m) D int_0^t exp(-lambda_0 s / 2) ds <= sqrt(n/m) D 2 / lambda_0 = R' *)
Lemma eq_27 n m D lambda_0 t :
  0 <= D -> 0 < lambda_0 ->
  sqrt (n / m) * D * RInt (fun s => exp (- (lambda_0 / 2) * s)) 0 t <= movement n m D lambda_0.
Proof.
  intros HD Hl. unfold movement. apply Rmult_le_compat_l; [apply Rmult_le_pos; [apply sqrt_pos | exact HD]|].
  replace (2 / lambda_0) with (1 / (lambda_0 / 2)) by (field; lra). apply Calculus.exponential_integral_le. lra.
Qed.

(** ** Theorem 1 *)

(** R' <= R iff m >= 512 n^5 ||u(0) - y||^2 / (pi delta^2 lambda_0^4) *)
Theorem width n m D delta lambda_0 :
  0 < n -> 0 < m -> 0 <= D -> 0 < delta -> 0 < lambda_0 ->
  (movement n m D lambda_0 <= radius n delta lambda_0 <->
   512 * n ^ 5 * D ^ 2 / (PI * delta ^ 2 * lambda_0 ^ 4) <= m).
Proof.
  intros Hn Hm HD Hd Hl. pose proof PI_RGT_0 as Hpi. pose proof (radius_positive n delta lambda_0 Hn Hd Hl).
  pose proof (scale_positive delta lambda_0 2 4 Hd Hl) as Hscale.
  assert (Hn4 : 0 < n ^ 4) by now apply pow_lt. assert (Hl2 : 0 < lambda_0 ^ 2) by now apply pow_lt.
  rewrite le_iff_squares; [| |lra].
  2: { unfold movement. apply Rmult_le_pos; [apply Rmult_le_pos; [apply sqrt_pos | exact HD]|].
       left. apply Rdiv_lt_0_compat; lra. }
  assert (Hmove : movement n m D lambda_0 ^ 2 = 4 * n * D ^ 2 / lambda_0 ^ 2 / m).
  { unfold movement. rewrite !Rpow_mult_distr, pow2_sqrt by (left; now apply Rdiv_lt_0_compat). field. lra. }
  assert (Hradius : radius n delta lambda_0 ^ 2 = PI * delta ^ 2 * lambda_0 ^ 2 / (128 * n ^ 4)).
  { unfold radius, Rdiv. rewrite !Rpow_mult_distr, two_pi_square. field. lra. }
  rewrite Hmove, Hradius, (quotient_le_iff _ m), (quotient_le_iff (512 * n ^ 5 * D ^ 2)) by assumption.
  set (c := PI * delta ^ 2 * lambda_0 ^ 2 / (128 * n ^ 4)).
  assert (Hc : m * (PI * delta ^ 2 * lambda_0 ^ 4) = 128 * n ^ 4 * lambda_0 ^ 2 * (c * m)) by (unfold c; field; lra).
  assert (He : 512 * n ^ 5 * D ^ 2 = 128 * n ^ 4 * lambda_0 ^ 2 * (4 * n * D ^ 2 / lambda_0 ^ 2)) by (field; lra).
  assert (Hk : 0 < 128 * n ^ 4 * lambda_0 ^ 2) by (apply Rmult_lt_0_compat; lra).
  rewrite Hc, He. split; intros Hle.
  - apply Rmult_le_compat_l; lra.
  - now apply Rmult_le_reg_l in Hle.
Qed.

(** E (f(x_i; w(0)) - y_i)^2 = 1/2 + y_i^2 <= 3/2, with E f = 0 and E f^2 = 1/2 *)
Lemma initial_residual {Omega} (mu : law Omega) f y :
  integrable mu f -> integrable mu (fun o => f o ^ 2) -> integrable mu (fun o => (f o - y) ^ 2) ->
  E mu f = 0 -> E mu (fun o => f o ^ 2) = 1 / 2 -> Rabs y <= 1 -> E mu (fun o => (f o - y) ^ 2) <= 3 / 2.
Proof.
  intros Hf Hf2 Hr H0 H1 Hy. set (line := fun o => f o ^ 2 + ((- 2 * y) * f o + y ^ 2 * 1)).
  assert (Hline : integrable mu (fun o => (- 2 * y) * f o + y ^ 2 * 1))
    by (apply integrable_plus; [now apply integrable_scale | apply integrable_const]).
  apply Rle_trans with (E mu line).
  - apply E_monotone; [exact Hr | now apply integrable_plus |]. intros o. unfold line. right. ring.
  - unfold line. rewrite !E_plus, E_const, E_scale, H0, H1; auto; [|now apply integrable_scale | apply integrable_const].
    rewrite <- (pow2_abs y). pose proof (Rabs_pos y). nra.
Qed.

(** E ||u(0) - y||^2 <= 3n/2, and by Markov Pr(||u(0) - y||^2 >= 9n / (2 delta)) <= delta / 3 *)
Lemma initial_residual_markov {Omega} (mu : law Omega) D2 n delta :
  0 < n -> 0 < delta -> integrable mu D2 -> measurable mu (fun o => 9 * n / (2 * delta) <= D2 o) ->
  (forall o, 0 <= D2 o) -> E mu D2 <= 3 * n / 2 -> Pr mu (fun o => 9 * n / (2 * delta) <= D2 o) <= delta / 3.
Proof.
  intros Hn Hd HX HA Hpos HE. assert (Ha : 0 < 9 * n / (2 * delta)) by (apply Rdiv_lt_0_compat; lra).
  eapply Rle_trans; [apply markov; auto|]. apply quotient_le_iff; [exact Ha|].
  replace (delta / 3 * (9 * n / (2 * delta))) with (3 * n / 2) by (field; lra). exact HE.
Qed.

(** R' <= R with delta / 3 for delta and ||u(0) - y||^2 <= 9n / (2 delta): m >= 20736 n^6 / (pi lambda_0^4 delta^3) is enough *)
Theorem theorem_1_width n m D delta lambda_0 :
  0 < n -> 0 < m -> 0 <= D -> 0 < delta -> 0 < lambda_0 -> D ^ 2 <= 9 * n / (2 * delta) ->
  20736 * n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3) <= m ->
  movement n m D lambda_0 <= radius n (delta / 3) lambda_0.
Proof.
  intros Hn Hm HD Hd Hl HD2 Hwidth. pose proof PI_RGT_0 as Hpi.
  apply width; try lra. eapply Rle_trans; [|exact Hwidth].
  replace (20736 * n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3))
    with (512 * n ^ 5 * (9 * n / (2 * delta)) / (PI * (delta / 3) ^ 2 * lambda_0 ^ 4)) by (field; lra).
  unfold Rdiv at 1 3. apply Rmult_le_compat_r.
  - left. apply Rinv_0_lt_compat, scale_positive; lra.
  - apply Rmult_le_compat_l; [|exact HD2]. pose proof (pow_lt n 5 Hn). lra.
Qed.

(** No smaller constant will do: at ||u(0) - y||^2 = 9n / (2 delta) the width is necessary for R' <= R. *)
Theorem theorem_1_width_sharp n m D delta lambda_0 :
  0 < n -> 0 < m -> 0 <= D -> 0 < delta -> 0 < lambda_0 -> D ^ 2 = 9 * n / (2 * delta) ->
  movement n m D lambda_0 <= radius n (delta / 3) lambda_0 -> 20736 * n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3) <= m.
Proof.
  intros Hn Hm HD Hd Hl HD2 H. pose proof PI_RGT_0 as Hpi. apply width in H; try lra.
  eapply Rle_trans; [|exact H]. rewrite HD2. right. field. lra.
Qed.

(** The same width is enough for Lemma 3 at eps = lambda_0 / 4 and delta / 3, since lambda_0 <= 1/2:
    20736 n^6 / (pi lambda_0^4 delta^3) >= 8 n^2 / lambda_0^2 log(6 n^2 / delta) *)
Theorem theorem_1_width_covers_lemma_3 n delta lambda_0 :
  1 <= n -> 0 < delta <= 1 -> 0 < lambda_0 <= 1 / 2 ->
  n ^ 2 / (2 * (lambda_0 / 4) ^ 2) * ln (2 * n ^ 2 / (delta / 3)) <= 20736 * n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3).
Proof.
  intros Hn Hd Hl. pose proof PI_RGT_0 as Hpi. pose proof PI_4 as Hpi4.
  assert (Hn2 : 1 <= n ^ 2) by (apply pow_R1_Rle, Hn).
  assert (Hlog : ln (2 * n ^ 2 / (delta / 3)) <= 6 * n ^ 2 / delta).
  { replace (2 * n ^ 2 / (delta / 3)) with (6 * n ^ 2 / delta) by (field; lra).
    eapply Rle_trans; [apply log_upper_line; apply Rdiv_lt_0_compat; lra | lra]. }
  apply Rle_trans with (n ^ 2 / (2 * (lambda_0 / 4) ^ 2) * (6 * n ^ 2 / delta)).
  - apply Rmult_le_compat_l; [|exact Hlog]. left. apply Rdiv_lt_0_compat; [lra|].
    pose proof (pow_lt (lambda_0 / 4) 2 ltac:(lra)). lra.
  - assert (Hden : 0 < PI * lambda_0 ^ 4 * delta ^ 3) by (apply scale_positive; lra).
    apply Rmult_le_reg_r with (1 := Hden).
    replace (20736 * n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3) * (PI * lambda_0 ^ 4 * delta ^ 3)) with (20736 * n ^ 6)
      by (field; lra).
    replace (n ^ 2 / (2 * (lambda_0 / 4) ^ 2) * (6 * n ^ 2 / delta) * (PI * lambda_0 ^ 4 * delta ^ 3))
      with (48 * PI * (lambda_0 ^ 2 * delta ^ 2) * n ^ 4) by (field; lra).
    assert (Hsmall : (lambda_0 * delta) ^ 2 <= 1).
    { rewrite <- (pow1 2). apply pow_incr. split; [apply Rmult_le_pos; lra | nra]. }
    assert (Hn4 : 0 < n ^ 4) by (apply pow_lt; lra).
    replace (20736 * n ^ 6) with (20736 * n ^ 2 * n ^ 4) by ring. apply Rmult_le_compat_r; [lra|].
    replace (lambda_0 ^ 2 * delta ^ 2) with ((lambda_0 * delta) ^ 2) by ring.
    pose proof (pow2_ge_0 (lambda_0 * delta)). nra.
Qed.

(** Three events of probability delta / 3 each fail together with probability at most delta. *)
Lemma delta_split {Omega} (mu : law Omega) (A B C : Omega -> Prop) delta :
  measurable mu A -> measurable mu B -> measurable mu C -> measurable mu (fun o => B o \/ C o) ->
  measurable mu (fun o => A o \/ B o \/ C o) ->
  Pr mu A <= delta / 3 -> Pr mu B <= delta / 3 -> Pr mu C <= delta / 3 -> Pr mu (fun o => A o \/ B o \/ C o) <= delta.
Proof.
  intros HA HB HC HBC HABC PA PB PC.
  pose proof (union_bound mu A (fun o => B o \/ C o) HA HBC HABC). pose proof (union_bound mu B C HB HC HBC). lra.
Qed.

(** Theorem 1 on the event where its three lemmas hold: the residual starts at most 9n / (2 delta), the Gram matrix is
    well conditioned within the radius, and m >= 20736 n^6 / (pi lambda_0^4 delta^3). Then, for every t,
    ||u(t) - y||^2 <= exp(-lambda_0 t) ||u(0) - y||^2 *)
Theorem theorem_1 n d m T (f : flow n d m T) lambda_0 delta :
  (0 < n)%nat -> (0 < m)%nat -> 0 < lambda_0 -> 0 < delta ->
  norm n (residual f 0) ^ 2 <= 9 * INR n / (2 * delta) ->
  (forall s, 0 <= s <= T -> (forall k, (k < m)%nat -> moved f s k <= radius (INR n) (delta / 3) lambda_0) ->
    well_conditioned f lambda_0 s) ->
  20736 * INR n ^ 6 / (PI * lambda_0 ^ 4 * delta ^ 3) <= INR m ->
  forall t, 0 <= t <= T -> norm n (residual f t) ^ 2 <= exp (- lambda_0 * t) * norm n (residual f 0) ^ 2.
Proof.
  intros Hn Hm Hl Hd Hstart Hstable Hwidth t Ht.
  apply lt_0_INR in Hn. pose proof (lt_0_INR m Hm) as HM.
  refine (proj1 (convergence f lambda_0 Hm Hl (radius (INR n) (delta / 3) lambda_0) Hstable _ _ t Ht)).
  - apply radius_positive; lra.
  - apply (theorem_1_width (INR n) (INR m) (norm n (residual f 0))); auto. apply norm_nonneg.
Qed.
