(** * Anti-concentration of a Gaussian

    For: Pr(|x_i^T w_k(0)| <= R) <= 2 R / sqrt(2 pi), equation (4), where x_i^T w_k(0) ~ N(0, ||x_i||^2). The
    probability of an interval is the integral of the density; that a projection of N(0, I_d) has this
    density is not proved here.

    Backs: anti_concentration. *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Bridges Calculus.
Open Scope R_scope.

(** The density of N(0, sigma^2) at s *)
Definition density (sigma s : R) : R := exp (- (s ^ 2 / (2 * sigma ^ 2))) / (sigma * sqrt (2 * PI)).
(** Pr(|g| <= r) for g ~ N(0, sigma^2) *)
Definition mass (sigma r : R) : R := RInt (density sigma) (- r) r.
(** erf u = 2/sqrt(pi) int_0^u exp(-s^2) ds *)
Definition erf (u : R) : R := 2 / sqrt PI * RInt (fun s => exp (- s ^ 2)) 0 u.

Lemma sqrt_two_pi_positive : 0 < sqrt (2 * PI).
Proof. apply sqrt_lt_R0. pose proof PI_RGT_0. lra. Qed.

Lemma sqrt_pi_positive : 0 < sqrt PI.
Proof. apply sqrt_lt_R0, PI_RGT_0. Qed.

Lemma density_integrable sigma a b : 0 < sigma -> ex_RInt (density sigma) a b.
Proof.
  intros Hs. pose proof sqrt_two_pi_positive. apply (ex_RInt_continuous (V := R_CompleteNormedModule)).
  intros s _. apply (ex_derive_continuous (density sigma)). unfold density. auto_derive.
  repeat split; nra.
Qed.

(** The density is nowhere above its value at 0, 1 / (sigma sqrt(2 pi)). *)
Lemma density_le sigma s : 0 < sigma -> 0 < density sigma s <= 1 / (sigma * sqrt (2 * PI)).
Proof.
  intros Hs. pose proof sqrt_two_pi_positive. assert (Hd : 0 < sigma * sqrt (2 * PI)) by now apply Rmult_lt_0_compat.
  assert (Hi := Rinv_0_lt_compat _ Hd). unfold density, Rdiv. split.
  - apply Rmult_lt_0_compat; [apply exp_pos | exact Hi].
  - apply Rmult_le_compat_r; [lra|]. apply exp_at_most_one.
    enough (0 <= s ^ 2 * / (2 * sigma ^ 2)) by lra.
    apply Rmult_le_pos; [apply pow2_ge_0 | left; apply Rinv_0_lt_compat; nra].
Qed.

(** sigma sqrt(2 pi) Pr(|g| <= r) <= 2 r, for g ~ N(0, sigma^2) and r >= 0 *)
Theorem anti_concentration_scaled sigma r : 0 < sigma -> 0 <= r -> sqrt (2 * PI) * sigma * mass sigma r <= 2 * r.
Proof.
  intros Hs Hr. pose proof sqrt_two_pi_positive.
  assert (H1 : mass sigma r <= 1 / (sigma * sqrt (2 * PI)) * (r - - r)).
  { apply integral_le_const; [lra | now apply density_integrable | intros s _; now apply density_le]. }
  apply Rmult_le_compat_l with (r := sqrt (2 * PI) * sigma) in H1; [|nra].
  replace (sqrt (2 * PI) * sigma * (1 / (sigma * sqrt (2 * PI)) * (r - - r))) with (2 * r) in H1 by (field; lra).
  exact H1.
Qed.

(** Pr(|g| <= r) <= 2 r / sqrt(2 pi), for g ~ N(0, 1) and r >= 0: equation (4) *)
Corollary anti_concentration r : 0 <= r -> mass 1 r <= 2 * r / sqrt (2 * PI).
Proof.
  intros Hr. pose proof sqrt_two_pi_positive. pose proof (anti_concentration_scaled 1 r ltac:(lra) Hr) as H1.
  apply Rmult_le_reg_l with (sqrt (2 * PI)); [assumption|].
  replace (sqrt (2 * PI) * (2 * r / sqrt (2 * PI))) with (2 * r) by (field; lra). lra.
Qed.

(** 0 <= Pr(|g| <= r), and Pr(|g| <= r) grows with r *)
Lemma mass_monotone sigma r r' : 0 < sigma -> 0 <= r <= r' -> 0 <= mass sigma r <= mass sigma r'.
Proof.
  intros Hs Hr. unfold mass.
  assert (Hpos : forall a b, a <= b -> 0 <= RInt (density sigma) a b).
  { intros a b Hab. apply RInt_ge_0; [exact Hab | now apply density_integrable |].
    intros s _. left. now apply density_le. }
  split; [apply Hpos; lra|].
  rewrite <- (RInt_Chasles (density sigma) (- r') (- r) r') by now apply density_integrable.
  rewrite <- (RInt_Chasles (density sigma) (- r) r r') by now apply density_integrable.
  unfold plus; simpl. pose proof (Hpos (- r') (- r) ltac:(lra)). pose proof (Hpos r r' ltac:(lra)). lra.
Qed.

Lemma gauss_integrable a b : ex_RInt (fun s => exp (- s ^ 2)) a b.
Proof.
  apply (ex_RInt_continuous (V := R_CompleteNormedModule)). intros s _.
  apply (ex_derive_continuous (fun s => exp (- s ^ 2))). auto_derive. exact I.
Qed.

(** 0 <= erf u <= 2 u / sqrt(pi), for u >= 0 *)
Lemma erf_line u : 0 <= u -> 0 <= erf u <= 2 * u / sqrt PI.
Proof.
  intros Hu. pose proof sqrt_pi_positive. assert (Hi := Rinv_0_lt_compat _ H). unfold erf.
  assert (H0 : 0 <= RInt (fun s => exp (- s ^ 2)) 0 u).
  { apply RInt_ge_0; [exact Hu | apply gauss_integrable | intros; left; apply exp_pos]. }
  assert (H1 : RInt (fun s => exp (- s ^ 2)) 0 u <= 1 * (u - 0)).
  { apply integral_le_const; [exact Hu | apply gauss_integrable |].
    intros s _. apply exp_at_most_one. pose proof (pow2_ge_0 s). lra. }
  unfold Rdiv. split; nra.
Qed.

(** int_{-r}^r f = 2 int_0^r f, for even f *)
Lemma integral_even f r :
  (forall a b, ex_RInt f a b) -> (forall s, f (- s) = f s) -> RInt f (- r) r = 2 * RInt f 0 r.
Proof.
  intros Hf Heven. rewrite <- (RInt_Chasles f (- r) 0 r) by apply Hf.
  assert (Hmirror : RInt f (- r) 0 = RInt f 0 r).
  { pose proof (RInt_correct (V := R_CompleteNormedModule) f 0 r (Hf 0 r)) as H.
    apply (is_RInt_swap (V := R_NormedModule)) in H.
    replace r with (- - r) in H at 1 by ring. replace 0 with (- 0) in H at 1 by ring.
    apply (is_RInt_comp_opp (V := R_NormedModule)), (is_RInt_opp (V := R_NormedModule)) in H. rewrite opp_opp in H.
    apply is_RInt_unique. refine (is_RInt_ext _ _ _ _ _ _ H). intros s _. now rewrite opp_opp, Heven. }
  rewrite Hmirror. unfold plus; simpl. ring.
Qed.

(** Pr(|g| <= r) = erf(r / sqrt 2) for g ~ N(0, 1), by s -> s / sqrt 2 and symmetry *)
Theorem mass_is_erf r : mass 1 r = erf (r / sqrt 2).
Proof.
  pose proof sqrt_pi_positive as Hpi. assert (H2 : 0 < sqrt 2) by (apply sqrt_lt_R0; lra).
  assert (Hroot : sqrt (2 * PI) = sqrt 2 * sqrt PI) by (apply sqrt_mult_alt; lra).
  set (h := fun s => exp (- s ^ 2)).
  assert (Hint : is_RInt (fun s => / sqrt 2 * h (/ sqrt 2 * s + 0)) 0 r (RInt h 0 (r / sqrt 2))).
  { apply (is_RInt_comp_lin (V := R_NormedModule) h).
    replace (/ sqrt 2 * 0 + 0) with 0 by ring. replace (/ sqrt 2 * r + 0) with (r / sqrt 2) by (field; lra).
    apply (RInt_correct (V := R_CompleteNormedModule)), gauss_integrable. }
  unfold mass. rewrite integral_even.
  - unfold erf. fold h. apply (is_RInt_scal (V := R_NormedModule) _ _ _ (/ sqrt PI)) in Hint.
    rewrite (is_RInt_unique (V := R_CompleteNormedModule) (density 1) 0 r (/ sqrt PI * RInt h 0 (r / sqrt 2))); [field; lra|].
    refine (is_RInt_ext _ _ _ _ _ _ Hint). intros s _. unfold scal; simpl; unfold mult; simpl. unfold density, h.
    replace (- (/ sqrt 2 * s + 0) ^ 2) with (- (s ^ 2 / (2 * 1 ^ 2))).
    + rewrite Hroot. field. lra.
    + rewrite <- (sqrt_sqrt 2) at 1 by lra. field. lra.
  - intros a b. apply density_integrable. lra.
  - intros s. unfold density. now replace ((- s) ^ 2) with (s ^ 2) by ring.
Qed.

(** erf(r / sqrt 2) <= 2 r / sqrt(2 pi), for r >= 0: equation (4) in its erf form *)
Corollary anti_concentration_erf r : 0 <= r -> erf (r / sqrt 2) <= 2 * r / sqrt (2 * PI).
Proof. intros Hr. rewrite <- mass_is_erf. now apply anti_concentration. Qed.
