(** ** How an obligation is settled: nothing here is believed, Coq checks what each tactic builds *)

(** x <= y where x^2 <= y^2 and y >= 0, and the same strictly *)
Lemma squares_le x y : 0 <= y -> 0 <= y * y - x * x -> x <= y.
Proof. intros Hy H. destruct (Rle_dec x y); nra. Qed.
Lemma squares_lt x y : 0 <= y -> 0 < y * y - x * x -> x < y.
Proof. intros Hy H. destruct (Rlt_dec x y); nra. Qed.

(** p >= 0 where a positive multiple of it is, or where it is g (y - x) *)
Lemma multiple_le p k s : 0 < k -> p * k = s -> 0 <= s -> 0 <= p.
Proof. intros Hk <- H. apply Rmult_le_reg_r with k; lra. Qed.
Lemma multiple_lt p k s : 0 < k -> p * k = s -> 0 < s -> 0 < p.
Proof. intros Hk <- H. apply Rmult_lt_reg_r with k; lra. Qed.
Lemma factored_le p g y x : 0 <= g -> p = g * (y - x) -> x <= y -> 0 <= p.
Proof. intros Hg -> H. apply Rmult_le_pos; lra. Qed.
Lemma factored_lt p g y x : 0 < g -> p = g * (y - x) -> x < y -> 0 < p.
Proof. intros Hg -> H. apply Rmult_lt_0_compat; lra. Qed.
Lemma Rle_le_trans x y z : x <= y -> y <= z -> x <= z.
Proof. apply Rle_trans. Qed.

(** pi, by Machin's formula *)
Lemma pi_near : 314159 / 100000 < PI < 31416 / 10000.
Proof. pose proof (PI_2_3_7_ineq 3) as H. unfold PI_2_3_7_tg, tg_alt, Ratan_seq in H. simpl in H. lra. Qed.

(** l <= r where r - l = p / q with p >= 0 and q > 0, and back; likewise for < and = *)
Lemma over_le l r p q : 0 < q -> r - l = p / q -> 0 <= p -> l <= r.
Proof.
  intros Hq Heq Hp. assert (0 <= p / q) by (apply Rmult_le_pos; [exact Hp | left; now apply Rinv_0_lt_compat]). lra.
Qed.
Lemma over_lt l r p q : 0 < q -> r - l = p / q -> 0 < p -> l < r.
Proof. intros Hq Heq Hp. assert (0 < p / q) by now apply Rdiv_lt_0_compat. lra. Qed.
Lemma over_eq l r p q : 0 < q -> r - l = p / q -> p = 0 -> l = r.
Proof. intros Hq Heq Hp. subst p. unfold Rdiv in Heq. lra. Qed.
Lemma above_le l r p q : 0 < q -> r - l = p / q -> l <= r -> 0 <= p.
Proof. intros Hq Heq H. replace p with ((r - l) * q) by (rewrite Heq; field; lra). apply Rmult_le_pos; lra. Qed.
Lemma above_lt l r p q : 0 < q -> r - l = p / q -> l < r -> 0 < p.
Proof. intros Hq Heq H. replace p with ((r - l) * q) by (rewrite Heq; field; lra). apply Rmult_lt_0_compat; lra. Qed.
Lemma above_eq l r p q : 0 < q -> r - l = p / q -> l = r -> p = 0.
Proof. intros Hq Heq H. replace p with ((r - l) * q) by (rewrite Heq; field; lra). rewrite H. ring. Qed.

(** exp below 1 and above its tangent; logarithms as sums *)
Lemma exp_small u : u <= 0 -> exp u <= 1.
Proof. intros [H| ->]; [left; rewrite <- exp_0; now apply exp_increasing | rewrite exp_0; apply Rle_refl]. Qed.
Lemma exp_large u : 0 <= u -> 1 <= exp u.
Proof. intros [H| <-]; [left; rewrite <- exp_0 at 1; now apply exp_increasing | rewrite exp_0; apply Rle_refl]. Qed.
Lemma exp_below u c : 0 < c -> u <= ln c -> exp u <= c.
Proof.
  intros Hc [H|H]; rewrite <- (exp_ln c Hc); [left; now apply exp_increasing | rewrite H; apply Rle_refl].
Qed.
Lemma ln_quotient a b : 0 < a -> 0 < b -> ln (a / b) = ln a - ln b.
Proof.
  intros Ha Hb. unfold Rdiv. rewrite ln_mult by (assumption || now apply Rinv_0_lt_compat). rewrite ln_Rinv; lra.
Qed.

(** What is positive or nonnegative by its shape, its parts being so *)
Ltac positive :=
  solve [ assumption | lra
        | match goal with
          | |- 0 < _ * _ => apply Rmult_lt_0_compat; positive
          | |- 0 < _ / _ => apply Rdiv_lt_0_compat; positive
          | |- 0 < _ ^ _ => apply pow_lt; positive
          | |- 0 < sqrt _ => apply sqrt_lt_R0; positive
          | |- 0 < exp _ => apply exp_pos
          | |- 0 < PI => exact PI_RGT_0
          | |- 0 < _ + _ => first [ apply Rplus_lt_le_0_compat; [positive | nonnegative]
                                  | apply Rplus_le_lt_0_compat; [nonnegative | positive] ]
          end
        | nra ]
with nonnegative :=
  solve [ assumption | lra
        | match goal with
          | |- 0 <= _ * _ => apply Rmult_le_pos; nonnegative
          | |- 0 <= _ / _ => apply Rmult_le_pos; [nonnegative | left; apply Rinv_0_lt_compat; positive]
          | |- 0 <= _ ^ _ => apply pow_le; nonnegative
          | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; nonnegative
          | |- 0 <= sqrt _ => apply sqrt_pos
          | |- 0 <= Rabs _ => apply Rabs_pos
          end
        | left; positive | nra ].
Ltac nonzero := repeat split; first [ assumption | apply Rgt_not_eq; positive | apply Rlt_not_eq; lra | nra ].

(** What is known of the functions in sight, taken in once each *)
Ltac learn fact :=
  let T := type of fact in
  lazymatch goal with
  | _ : T |- _ => fail
  | _ => pose proof fact
  end.
Ltac about_functions :=
  repeat match goal with
         | |- context [Rabs ?x] => first [ learn (Rabs_pos x) | learn (Rle_abs x) | learn (pow2_abs x) ]
         | _ : context [Rabs ?x] |- _ => first [ learn (Rabs_pos x) | learn (Rle_abs x) | learn (pow2_abs x) ]
         | |- context [exp ?x] => learn (exp_pos x)
         | _ : context [exp ?x] |- _ => learn (exp_pos x)
         | |- context [PI] => learn pi_near
         | _ : context [PI] |- _ => learn pi_near
         end.

(** Letters for roots, exponentials and logarithms; see the comments of the lemmas they serve *)
Lemma root x : 0 <= x -> x = sqrt x * sqrt x.
Proof. intros H. symmetry. now apply sqrt_sqrt. Qed.
Lemma root_square x : 0 <= x -> sqrt x * sqrt x = x.
Proof. intros H. now apply sqrt_sqrt. Qed.
Ltac exponentials :=
  simpl; rewrite ?Rmult_1_r; repeat rewrite <- exp_plus; f_equal; field; nonzero.
Ltac logarithms :=
  repeat first [rewrite ln_quotient by positive | rewrite ln_mult by positive | rewrite ln_pow by positive | rewrite ln_1];
  simpl INR; ring.
Ltac about_exp u :=
  pose proof (exp_pos u);
  try (assert (exp u <= 1) by (apply exp_small; first [lra | apply Ropp_le_cancel; rewrite Ropp_0, Ropp_involutive; nonnegative | nra]));
  try (assert (1 <= exp u) by (apply exp_large; nonnegative)).
