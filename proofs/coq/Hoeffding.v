(** * Hoeffding's inequality

    For: the concentration of the entries of H(0) behind Lemma 3. Any law, any m centred terms in intervals of
    one length whose exponential moments multiply. Independence gives the latter; that a product measure has
    it is not proved here.

    Backs: hoeffding. *)

From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Bridges Calculus Expectation.
Open Scope R_scope.

(** ** Hoeffding's lemma *)

(** 1 - p + p exp h <= exp(p h + h^2 / 8), for 0 <= p <= 1 and h >= 0 *)
Lemma two_point_bound_nonneg p h :
  0 <= p <= 1 -> 0 <= h -> 1 - p + p * exp h <= exp (p * h + h ^ 2 / 8).
Proof.
  intros Hp Hh. set (Z := fun s => 1 - p + p * exp s).
  assert (HZ : forall s, 0 <= s -> 0 < Z s).
  { intros s Hs. unfold Z. pose proof (exp_at_least_one s Hs). nra. }
  set (slope := fun s => p * exp s / Z s - p - s / 4).
  assert (Hslope : forall s, 0 <= s -> slope s <= 0).
  { intros s Hs. replace 0 with (slope 0) by (unfold slope, Z; rewrite exp_0; field; lra).
    apply (decreasing slope (fun s => p * exp s * (1 - p) / Z s ^ 2 - 1 / 4)); [exact Hs | |].
    - intros x Hx. apply continuity_pt_filterlim, (ex_derive_continuous slope).
      unfold slope, Z. auto_derive. pose proof (HZ x ltac:(lra)). unfold Z in *. lra.
    - intros x Hx. pose proof (HZ x ltac:(lra)) as HZx. split.
      + unfold slope, Z in *. auto_derive; [lra | field; lra].
      + enough (p * exp x * (1 - p) / Z x ^ 2 <= 1 / 4) by lra.
        apply quotient_le_iff; [now apply pow_lt|]. unfold Z. pose proof (pow2_ge_0 (1 - p - p * exp x)). nra. }
  assert (H : ln (Z h) - p * h - h ^ 2 / 8 <= ln (Z 0) - p * 0 - 0 ^ 2 / 8).
  { apply (decreasing (fun s => ln (Z s) - p * s - s ^ 2 / 8) slope); [exact Hh | |].
    - intros x Hx. apply continuity_pt_filterlim, (ex_derive_continuous (fun s => ln (Z s) - p * s - s ^ 2 / 8)).
      pose proof (HZ x ltac:(lra)). unfold Z in *. auto_derive. lra.
    - intros x Hx. pose proof (HZ x ltac:(lra)). split; [|apply Hslope; lra].
      unfold slope, Z in *. auto_derive; [lra | field; lra]. }
  unfold Z in H at 2. rewrite exp_0 in H. replace (1 - p + p * 1) with 1 in H by ring. rewrite ln_1 in H.
  fold (Z h). rewrite <- (exp_ln (Z h)) by (apply HZ, Hh). apply exp_monotone. lra.
Qed.

(** The same for h of any sign: exchange the two points. *)
Lemma two_point_bound p h : 0 <= p <= 1 -> 1 - p + p * exp h <= exp (p * h + h ^ 2 / 8).
Proof.
  intros Hp. destruct (Rle_dec 0 h) as [Hh|Hh]; [now apply two_point_bound_nonneg|].
  pose proof (two_point_bound_nonneg (1 - p) (- h) ltac:(lra) ltac:(lra)) as H.
  apply Rmult_le_compat_l with (r := exp h) in H; [|left; apply exp_pos].
  rewrite <- exp_plus in H. replace (h + ((1 - p) * - h + (- h) ^ 2 / 8)) with (p * h + h ^ 2 / 8) in H by field.
  replace (exp h * (1 - (1 - p) + (1 - p) * exp (- h))) with (p * exp h + (1 - p) * (exp h * exp (- h))) in H by ring.
  rewrite <- exp_plus, Rplus_opp_r, exp_0 in H. lra.
Qed.

(** exp lies below its chord: exp(s x) <= ((b - x) exp(s a) + (x - a) exp(s b)) / (b - a) for a <= x <= b *)
Lemma exp_below_chord s a b x :
  a < b -> a <= x <= b -> exp (s * x) <= (b - x) / (b - a) * exp (s * a) + (x - a) / (b - a) * exp (s * b).
Proof.
  intros Hab Hx. set (q := (x - a) / (b - a)).
  assert (Hq : 0 <= q <= 1).
  { unfold q. split; [apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; lra]|]. apply quotient_le_iff; lra. }
  replace ((b - x) / (b - a)) with (1 - q) by (unfold q; field; lra).
  assert (Hline : forall y, exp (s * x) * (1 + (s * y - s * x)) <= exp (s * y)).
  { intros y. pose proof (exp_lower_line (s * y - s * x)) as H.
    apply Rmult_le_compat_l with (r := exp (s * x)) in H; [|left; apply exp_pos].
    rewrite <- exp_plus in H. now replace (s * x + (s * y - s * x)) with (s * y) in H by ring. }
  pose proof (Hline a) as Ha. pose proof (Hline b) as Hb.
  assert (Hmean : (1 - q) * a + q * b - x = 0) by (unfold q; field; lra).
  apply Rmult_le_compat_l with (r := 1 - q) in Ha; [|lra]. apply Rmult_le_compat_l with (r := q) in Hb; [|lra].
  enough ((1 - q) * (exp (s * x) * (1 + (s * a - s * x))) + q * (exp (s * x) * (1 + (s * b - s * x))) = exp (s * x))
    by lra.
  transitivity (exp (s * x) + exp (s * x) * s * ((1 - q) * a + q * b - x)); [ring|]. rewrite Hmean. ring.
Qed.

Section Concentration.
  Context {Omega : Type} (mu : law Omega).

  (** E X = 0 and a <= X <= b give E exp(s X) <= exp(s^2 (b - a)^2 / 8) *)
  Lemma hoeffding_lemma X a b s :
    a < b -> (forall o, a <= X o <= b) -> integrable mu X -> integrable mu (fun o => exp (s * X o)) -> E mu X = 0 ->
    E mu (fun o => exp (s * X o)) <= exp (s ^ 2 * (b - a) ^ 2 / 8).
  Proof.
    intros Hab HX Hint Hexp Hmean.
    set (line := fun o => (b * exp (s * a) - a * exp (s * b)) / (b - a) * 1 + (exp (s * b) - exp (s * a)) / (b - a) * X o).
    assert (Hline : integrable mu line)
      by (apply integrable_plus; [apply integrable_const | now apply integrable_scale]).
    assert (HE : E mu line = (b * exp (s * a) - a * exp (s * b)) / (b - a)).
    { unfold line. rewrite E_plus by (apply integrable_const || now apply integrable_scale).
      rewrite E_const, E_scale, Hmean by exact Hint. ring. }
    assert (Hsign : a <= 0 <= b).
    { split; [rewrite <- Hmean, <- (E_const mu a) | rewrite <- Hmean, <- (E_const mu b)];
        apply E_monotone; try apply integrable_const; try exact Hint; intros o; pose proof (HX o); lra. }
    apply Rle_trans with (E mu line).
    - apply E_monotone; [exact Hexp | exact Hline |]. intros o. eapply Rle_trans; [apply (exp_below_chord s a b), HX; exact Hab|].
      unfold line. right. field. lra.
    - rewrite HE. set (p := - a / (b - a)). set (h := s * (b - a)).
      assert (Hp : 0 <= p <= 1).
      { unfold p. split; [apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; lra]|]. apply quotient_le_iff; lra. }
      replace ((b * exp (s * a) - a * exp (s * b)) / (b - a)) with (exp (s * a) * (1 - p + p * exp h)).
      + replace (s ^ 2 * (b - a) ^ 2 / 8) with (s * a + (p * h + h ^ 2 / 8)) by (unfold p, h; field; lra).
        rewrite exp_plus. apply Rmult_le_compat_l; [left; apply exp_pos | apply two_point_bound, Hp].
      + unfold h. replace (s * b) with (s * a + s * (b - a)) by ring. rewrite exp_plus. unfold p. field. lra.
  Qed.

  (** prod_k f_k *)
  Fixpoint product (m : nat) (f : nat -> R) : R :=
    match m with O => 1 | S k => product k f * f k end.

  Lemma product_le m f c : (forall k, (k < m)%nat -> 0 <= f k <= c) -> 0 <= product m f <= c ^ m.
  Proof.
    induction m as [|m IH]; intros H; simpl; [lra|].
    destruct (IH ltac:(intros; apply H; lia)). destruct (H m ltac:(lia)). split; [nra|].
    rewrite Rmult_comm. apply Rmult_le_compat; assumption.
  Qed.

  (** X_1, ..., X_m: centred, a_k <= X_k <= a_k + L, E exp(s sum_k X_k) = prod_k E exp(s X_k) for every s *)
  Record independent_terms (m : nat) (X : nat -> Omega -> R) (a : nat -> R) (L : R) : Prop := {
    in_interval : forall k o, a k <= X k o <= a k + L;
    centred : forall k, integrable mu (X k) /\ E mu (X k) = 0;
    moment_exists : forall k s, integrable mu (fun o => exp (s * X k o));
    moment_of_sum_exists : forall s, integrable mu (fun o => exp (s * \sum_(k < m) X k o));
    moments_multiply : forall s,
      E mu (fun o => exp (s * \sum_(k < m) X k o)) = product m (fun k => E mu (fun o => exp (s * X k o)));
    sum_measurable : forall c, measurable mu (fun o => c <= \sum_(k < m) X k o);
    moment_measurable : forall s c, measurable mu (fun o => c <= exp (s * \sum_(k < m) X k o))
  }.

  (** Pr(sum_k X_k >= m eps) <= exp(-2 m eps^2 / L^2) *)
  Theorem hoeffding_one_sided m X a L eps :
    0 < L -> 0 < eps -> independent_terms m X a L ->
    Pr mu (fun o => INR m * eps <= \sum_(k < m) X k o) <= exp (- (2 * INR m * eps ^ 2 / L ^ 2)).
  Proof.
    intros HL Heps [HX Hmean Hexp Hexps Hindep Hmeas Hmeas'].
    set (s := 4 * eps / L ^ 2). assert (HL2 : 0 < L ^ 2) by now apply pow_lt.
    assert (Hs : 0 < s) by (apply Rdiv_lt_0_compat; lra).
    assert (Hmoment : E mu (fun o => exp (s * \sum_(k < m) X k o)) <= exp (s ^ 2 * L ^ 2 / 8) ^ m).
    { rewrite Hindep. apply product_le. intros k Hk. destruct (Hmean k) as [Hi H0]. split.
      - rewrite <- (E_const mu 0). apply E_monotone; [apply integrable_const | apply Hexp |].
        intros o. pose proof (exp_pos (s * X k o)). lra.
      - replace L with (a k + L - a k) by ring. apply hoeffding_lemma; auto. lra. }
    apply Rle_trans with (Pr mu (fun o => exp (s * (INR m * eps)) <= exp (s * \sum_(k < m) X k o))).
    { apply event_inclusion; [apply Hmeas | apply Hmeas' |]. intros o H.
      apply exp_monotone, Rmult_le_compat_l; [lra | exact H]. }
    eapply Rle_trans; [apply markov; [apply Hexps | apply Hmeas' | intros; left; apply exp_pos | apply exp_pos]|].
    apply quotient_le_iff; [apply exp_pos|]. eapply Rle_trans; [exact Hmoment|].
    rewrite <- exp_plus, <- (Rpower_pow m) by apply exp_pos. unfold Rpower. rewrite ln_exp. right. f_equal.
    unfold s. field. lra.
  Qed.

  (** Pr(|1/m sum_k X_k| >= eps) <= 2 exp(-2 m eps^2 / L^2), for m >= 1 *)
  Theorem hoeffding m X a L eps :
    (0 < m)%nat -> 0 < L -> 0 < eps ->
    independent_terms m X a L -> independent_terms m (fun k o => - X k o) (fun k => - (a k + L)) L ->
    measurable mu (fun o => eps <= Rabs (1 / INR m * \sum_(k < m) X k o)) ->
    measurable mu (fun o => INR m * eps <= \sum_(k < m) X k o \/ INR m * eps <= \sum_(k < m) - X k o) ->
    Pr mu (fun o => eps <= Rabs (1 / INR m * \sum_(k < m) X k o)) <= 2 * exp (- (2 * INR m * eps ^ 2 / L ^ 2)).
  Proof.
    intros Hm HL Heps HX HX' Habs Hor. assert (HM : 0 < INR m) by now apply lt_0_INR.
    pose proof (hoeffding_one_sided _ _ _ _ _ HL Heps HX) as H1.
    pose proof (hoeffding_one_sided _ _ _ _ _ HL Heps HX') as H2.
    eapply Rle_trans; [apply (event_inclusion _ _ _ Habs Hor)|].
    - intros o H. replace (\sum_(k < m) - X k o) with (- \sum_(k < m) X k o)
        by (replace (- \sum_(k < m) X k o) with (-1 * \sum_(k < m) X k o) by ring; rewrite <- sum_scale; apply sum_ext; intros; ring).
      set (S := \sum_(k < m) X k o) in *. apply Rmult_le_compat_l with (r := INR m) in H; [|lra].
      assert (HS : INR m * Rabs (1 / INR m * S) = Rabs S).
      { rewrite <- (Rabs_pos_eq (INR m)) at 1 by lra. rewrite <- Rabs_mult. f_equal. field. lra. }
      rewrite HS in H. unfold Rabs in H. destruct (Rcase_abs S); [right | left]; lra.
    - eapply Rle_trans; [apply union_bound; [apply HX | apply HX' | exact Hor]|]. lra.
  Qed.
End Concentration.
