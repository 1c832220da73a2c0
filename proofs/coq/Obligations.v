(** * The scalar obligations of a lecture, as its proofs come down to them

    For: a second opinion. Printed by ``ntkprops check --coq``, one lemma for every scalar obligation of a proved claim:
    what the symbols are assumed to be, the hypotheses that the proof used, and the goal. Do not edit it by hand.
    What a hypothesis owes to a rule (Markov, Rayleigh, ...) is proved by hand in the files beside this one.

    Backs: algebra. *)

From Coq Require Import Reals Lra Psatz Machin.
Open Scope R_scope.

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

(** ** The obligations *)

(* x1 = <x_{i}, x_{j}> *)
(* x2 = sum_#1:m=1..m [1[-<w_{#1:m}, x_{i}> <= 0]*1[-<w_{#1:m}, x_{j}> <= 0]] *)
Lemma gram_patterns_1 (m x1 x2 : R) :
  1 <= m ->
  0 <= x2 ->
  m <> 0 /\ ((x1 * x2) / m) = ((x1 * x2) / m).
Proof.
  intros a1 a2. split; [nonzero|].
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|u(t) - y\|_2 *)
(* h1: lemma-5.1 *)
Lemma theorem_1_1 (lambda_0 t x1 x2 : R) :
  0 < lambda_0 ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))) ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))).
Proof.
  intros a1 a2 a3 a4 h1.
  assumption.
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|w_{k}(0) - w_{k}(t)\|_2 *)
(* h1: given 2 *)
(* h2: lemma-5.2 *)
(* h3: initial-residual-markov *)
Lemma theorem_1_2 (delta lambda_0 m n x1 x2 : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  ((6601 * (n ^ 6)) / ((delta ^ 3) * (lambda_0 ^ 4))) <= m ->
  x2 <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))) ->
  (x1 ^ 2) <= ((9 * n) / (2 * delta)) ->
  n <> 0 /\ delta <> 0 /\ lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ x2 < (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (48 * (n ^ 2))).
Proof.
  intros a1 a2 a3 a4 a5 a6 h1 h2 h3. split; [nonzero|]. split; [nonzero|]. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  pose proof (root m ltac:(nonnegative)) as qr3.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r3 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr4.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r4 := sqrt n) in *.
  clearbody r1 r2 r3 r4.
  about_functions.
  assert (ch1 : 0 <= ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12)))) by (refine (above_le _ _ ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12))) ((delta ^ 3) * (lambda_0 ^ 4)) _ _ h1); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  assert (ch2 : 0 <= (((2 * x1) * r4) - ((lambda_0 * x2) * r3))) by (refine (above_le _ _ (((2 * x1) * r4) - ((lambda_0 * x2) * r3)) (lambda_0 * r3) _ _ h2); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  assert (ch3 : 0 <= ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2)))) by (refine (above_le _ _ ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2))) (2 * delta) _ _ h3); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  apply Rle_lt_trans with (((2 * x1) * r4) / (lambda_0 * r3)); [lra | ].
  apply (over_lt _ _ (((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) - ((96 * x1) * (r4 ^ 5))) (((48 * lambda_0) * r3) * (r4 ^ 4))); [positive | field [qr1 qr2 qr3 qr4]; nonzero | ].
  first [ lra | solve [refine (factored_lt _ 1 ((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) ((96 * x1) * (r4 ^ 5)) _ _ _); [positive | ring | apply squares_lt; [nonnegative | first [ lra | solve [refine (multiple_lt _ (6601 * delta) ((30417408 * (r4 ^ 10)) * ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2))) + 41472 * ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12))) + ((((2 * (delta ^ 3)) * (lambda_0 ^ 4)) * (r3 ^ 2)) * ((6601 * (r2 ^ 2)) - 20736))) _ _ _); [positive | ring [qr1 qr2 qr3 qr4] | positive]] | nra ]]]] | nra ].
Qed.

Lemma theorem_1_3 (delta lambda_0 n : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= n ->
  n <> 0 /\ 0 <= (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (48 * (n ^ 2))).
Proof.
  intros a1 a2 a3. split; [nonzero|].
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  clearbody r1 r2.
  about_functions.
  apply (over_le _ _ (((delta * lambda_0) * r1) * r2) (48 * (n ^ 2))); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 ((((delta * lambda_0) * r1) * r2)) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

Lemma theorem_1_budget_1 (delta : R) :
  0 < delta ->
  delta <= delta.
Proof.
  intros a1.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|w_{k}(0) - w_{k}(t)\|_2 *)
(* h1: given 2 *)
(* h2: lemma-5.2 *)
(* h3: initial-residual-markov *)
Lemma theorem_1_circle_1 (delta lambda_0 m n x1 x2 : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  ((6601 * (n ^ 6)) / ((delta ^ 3) * (lambda_0 ^ 4))) <= m ->
  x2 <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))) ->
  (x1 ^ 2) <= ((9 * n) / (2 * delta)) ->
  n <> 0 /\ delta <> 0 /\ lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ x2 < (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (48 * (n ^ 2))).
Proof.
  intros a1 a2 a3 a4 a5 a6 h1 h2 h3. split; [nonzero|]. split; [nonzero|]. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  pose proof (root m ltac:(nonnegative)) as qr3.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r3 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr4.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r4 := sqrt n) in *.
  clearbody r1 r2 r3 r4.
  about_functions.
  assert (ch1 : 0 <= ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12)))) by (refine (above_le _ _ ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12))) ((delta ^ 3) * (lambda_0 ^ 4)) _ _ h1); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  assert (ch2 : 0 <= (((2 * x1) * r4) - ((lambda_0 * x2) * r3))) by (refine (above_le _ _ (((2 * x1) * r4) - ((lambda_0 * x2) * r3)) (lambda_0 * r3) _ _ h2); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  assert (ch3 : 0 <= ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2)))) by (refine (above_le _ _ ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2))) (2 * delta) _ _ h3); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  apply Rle_lt_trans with (((2 * x1) * r4) / (lambda_0 * r3)); [lra | ].
  apply (over_lt _ _ (((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) - ((96 * x1) * (r4 ^ 5))) (((48 * lambda_0) * r3) * (r4 ^ 4))); [positive | field [qr1 qr2 qr3 qr4]; nonzero | ].
  first [ lra | solve [refine (factored_lt _ 1 ((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) ((96 * x1) * (r4 ^ 5)) _ _ _); [positive | ring | apply squares_lt; [nonnegative | first [ lra | solve [refine (multiple_lt _ (6601 * delta) ((30417408 * (r4 ^ 10)) * ((9 * (r4 ^ 2)) - ((2 * delta) * (x1 ^ 2))) + 41472 * ((((delta ^ 3) * (lambda_0 ^ 4)) * (r3 ^ 2)) - (6601 * (r4 ^ 12))) + ((((2 * (delta ^ 3)) * (lambda_0 ^ 4)) * (r3 ^ 2)) * ((6601 * (r2 ^ 2)) - 20736))) _ _ _); [positive | ring [qr1 qr2 qr3 qr4] | positive]] | nra ]]]] | nra ].
Qed.

Lemma theorem_1_circle_2 (delta lambda_0 n : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= n ->
  n <> 0 /\ 0 <= (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (48 * (n ^ 2))).
Proof.
  intros a1 a2 a3. split; [nonzero|].
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  clearbody r1 r2.
  about_functions.
  apply (over_le _ _ (((delta * lambda_0) * r1) * r2) (48 * (n ^ 2))); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 ((((delta * lambda_0) * r1) * r2)) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

(* x1 = sum_#1:n=1..n [H_{@1:n#1:n}(t)*u_{#1:n}(t)] *)
(* x2 = sum_#1:n=1..n [H_{@1:n#1:n}(t)*y_{#1:n}] *)
Lemma lemma_2_1 (x1 x2 : R) :
  (x2 - x1) = (x2 - x1).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = <w(t) t, \frac{\partial f(x_{i}; w(t))}{\partial w(t)}> *)
Lemma velocity_chain_1 (x1 : R) :
  x1 = x1.
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = <\nabla L(w(t)), \frac{\partial f(x_{i}; w(t))}{\partial w(t)}> *)
Lemma velocity_flow_1 (x1 : R) :
  (- x1) = (- x1).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = sum_#1:n=1..n [<\frac{\partial f(x_{#1:n}; w(t))}{\partial w(t)}, \frac{\partial f(x_{i}; w(t))}{\partial w(t)}>*f(x_{#1:n}; w(t))] *)
(* x2 = sum_#1:n=1..n [<\frac{\partial f(x_{#1:n}; w(t))}{\partial w(t)}, \frac{\partial f(x_{i}; w(t))}{\partial w(t)}>*y_{#1:n}] *)
Lemma velocity_loss_1 (x1 x2 : R) :
  (x2 - x1) = (x2 - x1).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = sum_#1:n=1..n [<\frac{\partial f(x_{#1:n}; w(t))}{\partial w(t)}, \frac{\partial f(x_{i}; w(t))}{\partial w(t)}>*u_{#1:n}(t)] *)
(* x2 = sum_#1:n=1..n [<\frac{\partial f(x_{#1:n}; w(t))}{\partial w(t)}, \frac{\partial f(x_{i}; w(t))}{\partial w(t)}>*y_{#1:n}] *)
Lemma velocity_gram_1 (x1 x2 : R) :
  (x2 - x1) = (x2 - x1).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|H(0) - H^*\|_2 *)
(* h1: deviation-at-width *)
Lemma lemma_3_1 (epsilon x1 : R) :
  0 < epsilon ->
  0 <= x1 ->
  x1 <= epsilon ->
  x1 <= epsilon.
Proof.
  intros a1 a2 h1.
  assumption.
Qed.

(* x1 = Pr[-\epsilon + \|H(0) - H^*\|_2 <= 0] *)
(* x2 = Pr[-\epsilon/n + maximum_#1:n=1..n [maximum_#2:n=1..n [Abs(H^*_{#1:n#2:n} - H_{#1:n#2:n}(0))]] <= 0] *)
(* h1: event inclusion *)
Lemma deviation_entries_1 (x1 x2 : R) :
  0 <= x1 ->
  0 <= x2 ->
  x2 <= x1 ->
  (1 - x1) <= (1 - x2).
Proof.
  intros a1 a2 h1.
  about_functions.
  assert (ch1 : 0 <= (x1 - x2)) by (refine (above_le _ _ (x1 - x2) 1 _ _ h1); [positive | field; nonzero]).
  apply (over_le _ _ (x1 - x2) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * (x1 - x2)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = Pr[-\epsilon/n + maximum_#1:n=1..n [maximum_#2:n=1..n [Abs(H^*_{#1:n#2:n} - H_{#1:n#2:n}(0))]] <= 0] *)
(* x2 = sum_#1:n=1..n [sum_#2:n=1..n [Pr[-\epsilon/n + Abs(H^*_{#1:n#2:n} - H_{#1:n#2:n}(0)) <= 0]]] *)
(* h1: union bound *)
Lemma deviation_union_1 (n x1 x2 : R) :
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  (1 - x1) <= ((n ^ 2) - x2) ->
  (1 - x1) <= ((n ^ 2) - x2).
Proof.
  intros a1 a2 a3 h1.
  assumption.
Qed.

(* x1 = sum_#1:n=1..n [sum_#2:n=1..n [Pr[-\epsilon/n + Abs(<x_{#1:n}, x_{#2:n}>)*Abs(sum_#1:m=1..m [1[-<w_{#1:m}(0), x_{#1:n}> <= 0]*1[-<w_{#1:m}(0), x_{#2:n}> <= 0]] - sum_#1:m=1..m [E[1[-<w_{#1:m}(0), x_{#1:n}> <= 0]*1[-<w_{#1:m}(0), x_{#2:n}> <= 0]]])/m <= 0]]] *)
(* h1: monotone *)
(* h2: monotone *)
Lemma deviation_tail_1 (epsilon m n x1 : R) :
  0 < epsilon ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  x1 <= (n ^ 2) ->
  ((n ^ 2) - ((2 * (n ^ 2)) * (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2)))))) <= x1 ->
  n <> 0 /\ ((n ^ 2) - x1) <= ((2 * (n ^ 2)) * (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))).
Proof.
  intros a1 a2 a3 a4 h1 h2. split; [nonzero|].
  about_exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))). set (e1 := (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) in *.
  clearbody e1.
  about_functions.
  assert (ch1 : 0 <= ((n ^ 2) - x1)) by (refine (above_le _ _ ((n ^ 2) - x1) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= ((((2 * e1) * (n ^ 2)) + x1) - (n ^ 2))) by (refine (above_le _ _ ((((2 * e1) * (n ^ 2)) + x1) - (n ^ 2)) 1 _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ ((((2 * e1) * (n ^ 2)) + x1) - (n ^ 2)) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * ((((2 * e1) * (n ^ 2)) + x1) - (n ^ 2))) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* h1: given 1 *)
Lemma deviation_at_width_1 (delta epsilon m n : R) :
  0 < delta ->
  0 < epsilon ->
  1 <= m ->
  1 <= n ->
  (((n ^ 2) * (ln ((2 * (n ^ 2)) / delta))) / (2 * (epsilon ^ 2))) <= m ->
  n <> 0 /\ epsilon <> 0 /\ delta <> 0 /\ 0 < ((2 * (n ^ 2)) / delta) /\ ((2 * (n ^ 2)) * (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) <= delta.
Proof.
  intros a1 a2 a3 a4 h1. split; [nonzero|]. split; [nonzero|]. split; [nonzero|]. split; [positive|].
  assert (h2 : (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2)))) <= (delta / (2 * (n ^ 2)))).
  { apply exp_below; [positive|].
    assert (g1 : (ln ((2 * (n ^ 2)) / delta)) = (((2 * (ln n)) + (ln 2)) - (ln delta))) by logarithms. rewrite ?g1 in *.
    assert (g2 : (ln (delta / (2 * (n ^ 2)))) = (((ln delta) - (2 * (ln n))) - (ln 2))) by logarithms. rewrite ?g2 in *.
    set (l1 := (ln 2)) in *.
    set (l2 := (ln delta)) in *.
    set (l3 := (ln n)) in *.
    clearbody l1 l2 l3.
    about_functions.
    assert (ch1 : 0 <= (((((2 * (epsilon ^ 2)) * m) + (l2 * (n ^ 2))) - (l1 * (n ^ 2))) - ((2 * l3) * (n ^ 2)))) by (refine (above_le _ _ (((((2 * (epsilon ^ 2)) * m) + (l2 * (n ^ 2))) - (l1 * (n ^ 2))) - ((2 * l3) * (n ^ 2))) (2 * (epsilon ^ 2)) _ _ h1); [positive | field; nonzero]).
    apply (over_le _ _ (((((2 * (epsilon ^ 2)) * m) + (l2 * (n ^ 2))) - (l1 * (n ^ 2))) - ((2 * l3) * (n ^ 2))) (n ^ 2)); [positive | field; nonzero | ].
    first [ lra | solve [refine (multiple_le _ 1 (1 * (((((2 * (epsilon ^ 2)) * m) + (l2 * (n ^ 2))) - (l1 * (n ^ 2))) - ((2 * l3) * (n ^ 2)))) _ _ _); [positive | ring | nonnegative]] | nra ].
  }
  about_exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))). set (e1 := (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) in *.
  clearbody e1.
  about_functions.
  assert (ch2 : 0 <= (delta - ((2 * e1) * (n ^ 2)))) by (refine (above_le _ _ (delta - ((2 * e1) * (n ^ 2))) (2 * (n ^ 2)) _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ (delta - ((2 * e1) * (n ^ 2))) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * (delta - ((2 * e1) * (n ^ 2)))) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = Pr[-\epsilon + \|H(0) - H^*\|_2 <= 0] *)
(* h1: deviation-tail *)
Lemma deviation_at_width_2 (delta epsilon m n x1 : R) :
  0 < delta ->
  0 < epsilon ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  (1 - x1) <= ((2 * (n ^ 2)) * (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) ->
  ((2 * (n ^ 2)) * (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) <= delta ->
  n <> 0 /\ (1 - x1) <= delta.
Proof.
  intros a1 a2 a3 a4 a5 h1 h2. split; [nonzero|].
  about_exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))). set (e1 := (exp (- (((2 * (epsilon ^ 2)) * m) / (n ^ 2))))) in *.
  clearbody e1.
  about_functions.
  assert (ch1 : 0 <= ((x1 + ((2 * e1) * (n ^ 2))) - 1)) by (refine (above_le _ _ ((x1 + ((2 * e1) * (n ^ 2))) - 1) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= (delta - ((2 * e1) * (n ^ 2)))) by (refine (above_le _ _ (delta - ((2 * e1) * (n ^ 2))) 1 _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ ((x1 + delta) - 1) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * ((x1 + ((2 * e1) * (n ^ 2))) - 1) + 1 * (delta - ((2 * e1) * (n ^ 2)))) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* h1: Rayleigh *)
Lemma least_eigenvalue_bound_1 (lambda_0 : R) :
  0 < lambda_0 ->
  lambda_0 <= (1 / 2) ->
  lambda_0 <= (1 / 2).
Proof.
  intros a1 h1.
  assumption.
Qed.

(* x1 = lambda_min(H(0)) *)
(* h1: given 1 *)
Lemma least_eigenvalue_bound_2 (lambda_0 x1 : R) :
  0 < lambda_0 ->
  lambda_0 = x1 ->
  x1 <= (1 / 2) ->
  lambda_0 <= (1 / 2).
Proof.
  intros a1 h1 h2.
  about_functions.
  assert (ch1 : (x1 - lambda_0) = 0) by (refine (above_eq _ _ (x1 - lambda_0) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= ((1 / 2) - x1)) by (refine (above_le _ _ ((1 / 2) - x1) 1 _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ ((1 / 2) - lambda_0) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * (x1 - lambda_0) + 1 * ((1 / 2) - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = \|H(0) - H\|_2 *)
(* h1: lemma-4-radius *)
Lemma lemma_4_1 (lambda_0 x1 : R) :
  0 < lambda_0 ->
  0 <= x1 ->
  x1 <= (lambda_0 / 4) ->
  x1 <= (lambda_0 / 4).
Proof.
  intros a1 a2 h1.
  assumption.
Qed.

(* x1 = lambda_min(H) *)
(* h1: lemma-4-second-conclusion *)
Lemma lemma_4_2 (lambda_0 x1 : R) :
  0 < lambda_0 ->
  (lambda_0 / 2) <= x1 ->
  (lambda_0 / 2) <= x1.
Proof.
  intros a1 h1.
  assumption.
Qed.

(* x1 = \|H(0) - H\|_2 *)
(* h1: lemma-4-markov *)
Lemma lemma_4_radius_1 (lambda_0 x1 : R) :
  0 < lambda_0 ->
  0 <= x1 ->
  x1 < (lambda_0 / 4) ->
  x1 <= (lambda_0 / 4).
Proof.
  intros a1 a2 h1.
  about_functions.
  assert (ch1 : 0 < ((lambda_0 / 4) - x1)) by (refine (above_lt _ _ ((lambda_0 / 4) - x1) 1 _ _ h1); [positive | field; nonzero]).
  apply (over_le _ _ ((lambda_0 / 4) - x1) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * ((lambda_0 / 4) - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = \|H - H^*\|_2 *)
(* x2 = \|H(0) - H\|_2 *)
(* x3 = \|H(0) - H^*\|_2 *)
(* x4 = \|H(0)\|_2 *)
(* x5 = \|H\|_2 *)
(* x6 = \|H^*\|_2 *)
(* x7 = lambda_min(H) *)
(* x8 = lambda_min(H^* ) *)
(* h1: given 1 *)
(* h2: given 2 *)
(* h3: triangle inequality *)
(* h4: triangle inequality *)
(* h5: Weyl *)
(* h6: Weyl *)
(* h7: triangle inequality *)
(* h8: triangle inequality *)
(* h9: triangle inequality *)
(* h10: triangle inequality *)
(* h11: triangle inequality *)
(* h12: triangle inequality *)
(* h13: triangle inequality *)
(* h14: triangle inequality *)
(* h15: triangle inequality *)
(* h16: triangle inequality *)
Lemma lemma_4_second_conclusion_1 (x1 x2 x3 x4 x5 x6 x7 x8 : R) :
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  0 <= x5 ->
  0 <= x6 ->
  x2 <= (x8 / 4) ->
  x3 <= (x8 / 4) ->
  x2 <= (x4 + x5) ->
  x3 <= (x4 + x6) ->
  (x8 - x1) <= x7 ->
  (x7 - x1) <= x8 ->
  x1 <= (x5 + x6) ->
  x1 <= (x2 + x3) ->
  x2 <= (x1 + x3) ->
  x3 <= (x1 + x2) ->
  x4 <= (x2 + x5) ->
  x4 <= (x3 + x6) ->
  x5 <= (x1 + x6) ->
  x5 <= (x2 + x4) ->
  x6 <= (x1 + x5) ->
  x6 <= (x3 + x4) ->
  (x8 / 2) <= x7.
Proof.
  intros a1 a2 a3 a4 a5 a6 h1 h2 h3 h4 h5 h6 h7 h8 h9 h10 h11 h12 h13 h14 h15 h16.
  about_functions.
  assert (ch1 : 0 <= ((x8 / 4) - x2)) by (refine (above_le _ _ ((x8 / 4) - x2) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= ((x8 / 4) - x3)) by (refine (above_le _ _ ((x8 / 4) - x3) 1 _ _ h2); [positive | field; nonzero]).
  assert (ch3 : 0 <= ((x4 + x5) - x2)) by (refine (above_le _ _ ((x4 + x5) - x2) 1 _ _ h3); [positive | field; nonzero]).
  assert (ch4 : 0 <= ((x4 + x6) - x3)) by (refine (above_le _ _ ((x4 + x6) - x3) 1 _ _ h4); [positive | field; nonzero]).
  assert (ch5 : 0 <= ((x1 + x7) - x8)) by (refine (above_le _ _ ((x1 + x7) - x8) 1 _ _ h5); [positive | field; nonzero]).
  assert (ch6 : 0 <= ((x1 + x8) - x7)) by (refine (above_le _ _ ((x1 + x8) - x7) 1 _ _ h6); [positive | field; nonzero]).
  assert (ch7 : 0 <= ((x5 + x6) - x1)) by (refine (above_le _ _ ((x5 + x6) - x1) 1 _ _ h7); [positive | field; nonzero]).
  assert (ch8 : 0 <= ((x2 + x3) - x1)) by (refine (above_le _ _ ((x2 + x3) - x1) 1 _ _ h8); [positive | field; nonzero]).
  assert (ch9 : 0 <= ((x1 + x3) - x2)) by (refine (above_le _ _ ((x1 + x3) - x2) 1 _ _ h9); [positive | field; nonzero]).
  assert (ch10 : 0 <= ((x1 + x2) - x3)) by (refine (above_le _ _ ((x1 + x2) - x3) 1 _ _ h10); [positive | field; nonzero]).
  assert (ch11 : 0 <= ((x2 + x5) - x4)) by (refine (above_le _ _ ((x2 + x5) - x4) 1 _ _ h11); [positive | field; nonzero]).
  assert (ch12 : 0 <= ((x3 + x6) - x4)) by (refine (above_le _ _ ((x3 + x6) - x4) 1 _ _ h12); [positive | field; nonzero]).
  assert (ch13 : 0 <= ((x1 + x6) - x5)) by (refine (above_le _ _ ((x1 + x6) - x5) 1 _ _ h13); [positive | field; nonzero]).
  assert (ch14 : 0 <= ((x2 + x4) - x5)) by (refine (above_le _ _ ((x2 + x4) - x5) 1 _ _ h14); [positive | field; nonzero]).
  assert (ch15 : 0 <= ((x1 + x5) - x6)) by (refine (above_le _ _ ((x1 + x5) - x6) 1 _ _ h15); [positive | field; nonzero]).
  assert (ch16 : 0 <= ((x3 + x4) - x6)) by (refine (above_le _ _ ((x3 + x4) - x6) 1 _ _ h16); [positive | field; nonzero]).
  apply (over_le _ _ (x7 - (x8 / 2)) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 x7 (x8 / 2) _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | nra ]]]] | nra ].
Qed.

(* x1 = <w_{k}(0), x_{i}> *)
(* x2 = <w_{k}, x_{i}> *)
(* x3 = \|w_{k}(0) - w_{k}\|_2 *)
(* x4 = \|w_{k}(0)\|_2 *)
(* x5 = \|w_{k}\|_2 *)
(* h1: Cauchy-Schwarz *)
(* h2: Cauchy-Schwarz *)
(* h3: Cauchy-Schwarz *)
Lemma flip_distance_1 (x1 x2 x3 x4 x5 : R) :
  0 <= x3 ->
  0 <= x4 ->
  0 <= x5 ->
  (Rabs (x1 - x2)) <= x3 ->
  (Rabs x1) <= x4 ->
  (Rabs x2) <= x5 ->
  (Rabs (x1 - x2)) <= x3.
Proof.
  intros a1 a2 a3 h1 h2 h3.
  assumption.
Qed.

(* x1 = \|w_{k}(0) - w_{k}\|_2 *)
(* h1: given 1 *)
Lemma flip_distance_2 (delta lambda_0 n x1 : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= n ->
  0 <= x1 ->
  x1 <= (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (16 * (n ^ 2))) ->
  n <> 0 /\ x1 <= (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (16 * (n ^ 2))).
Proof.
  intros a1 a2 a3 a4 h1. split; [nonzero|].
  assumption.
Qed.

(* x1 = Pr[-R + Abs(<w_{k}(0), x_{i}>) <= 0] *)
(* x2 = Pr[A_{ik}] *)
(* h1: event inclusion *)
Lemma eq_4_1 (x1 x2 : R) :
  0 <= x1 ->
  0 <= x2 ->
  x2 <= x1 ->
  x2 <= x1.
Proof.
  intros a1 a2 h1.
  assumption.
Qed.

(* x1 = Pr[-R + Abs(<w_{k}(0), x_{i}>) <= 0] *)
(* x2 = R *)
(* h1: Gaussian anti-concentration *)
Lemma eq_4_2 (x1 x2 : R) :
  0 <= x1 ->
  0 < x2 ->
  (((sqrt 2) * (sqrt PI)) * x1) <= (2 * x2) ->
  x1 <= (((sqrt 2) * x2) / (sqrt PI)).
Proof.
  intros a1 a2 h1.
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  clearbody r1 r2.
  about_functions.
  assert (ch1 : 0 <= ((2 * x2) - ((x1 * r1) * r2))) by (refine (above_le _ _ ((2 * x2) - ((x1 * r1) * r2)) 1 _ _ h1); [positive | field [qr1 qr2]; nonzero]).
  apply (over_le _ _ ((x2 * r1) - (x1 * r2)) r2); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ r1 (1 * ((2 * x2) - ((x1 * r1) * r2)) + (x2 * ((r1 ^ 2) - 2))) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

(* x1 = <x_{i}, x_{j}> *)
(* x2 = E[Abs(sum_#1:m=1..m [1[-<w_{#1:m}(0), x_{i}> <= 0]*1[-<w_{#1:m}(0), x_{j}> <= 0]] - sum_#1:m=1..m [1[-<w_{#1:m}, x_{i}> <= 0]*1[-<w_{#1:m}, x_{j}> <= 0]])] *)
Lemma eq_5_1 (m x1 x2 : R) :
  1 <= m ->
  0 <= x2 ->
  m <> 0 /\ ((x2 * (Rabs x1)) / m) <= ((x2 * (Rabs x1)) / m).
Proof.
  intros a1 a2. split; [nonzero|].
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = <x_{i}, x_{j}> *)
(* x2 = E[Abs(sum_#1:m=1..m [1[-<w_{#1:m}(0), x_{i}> <= 0]*1[-<w_{#1:m}(0), x_{j}> <= 0]] - sum_#1:m=1..m [1[-<w_{#1:m}, x_{i}> <= 0]*1[-<w_{#1:m}, x_{j}> <= 0]])] *)
(* x3 = sum_#1:m=1..m [E[Abs(1[-<w_{#1:m}(0), x_{i}> <= 0]*1[-<w_{#1:m}(0), x_{j}> <= 0] - 1[-<w_{#1:m}, x_{i}> <= 0]*1[-<w_{#1:m}, x_{j}> <= 0])]] *)
(* x4 = sum_#1:m=1..m [Pr[A_{i#1:m} or A_{j#1:m}]**2] *)
(* x5 = sum_#1:m=1..m [Pr[A_{i#1:m} or A_{j#1:m}]] *)
(* h1: Cauchy-Schwarz *)
(* h2: Cauchy-Schwarz *)
(* h3: monotone *)
(* h4: monotone *)
(* h5: monotone *)
(* h6: monotone *)
(* h7: monotone *)
(* h8: monotone *)
Lemma eq_7_1 (m x1 x2 x3 x4 x5 : R) :
  1 <= m ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  0 <= x5 ->
  (Rabs x1) <= 1 ->
  (x5 ^ 2) <= (m * x4) ->
  x4 <= m ->
  x5 <= m ->
  x2 <= x3 ->
  x4 <= x5 ->
  x3 <= m ->
  x3 <= x5 ->
  m <> 0 /\ ((x2 * (Rabs x1)) / m) <= (x5 / m).
Proof.
  intros a1 a2 a3 a4 a5 h1 h2 h3 h4 h5 h6 h7 h8. split; [nonzero|].
  about_functions.
  assert (ch1 : 0 <= (1 - (Rabs x1))) by (refine (above_le _ _ (1 - (Rabs x1)) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= ((m * x4) - (x5 ^ 2))) by (refine (above_le _ _ ((m * x4) - (x5 ^ 2)) 1 _ _ h2); [positive | field; nonzero]).
  assert (ch3 : 0 <= (m - x4)) by (refine (above_le _ _ (m - x4) 1 _ _ h3); [positive | field; nonzero]).
  assert (ch4 : 0 <= (m - x5)) by (refine (above_le _ _ (m - x5) 1 _ _ h4); [positive | field; nonzero]).
  assert (ch5 : 0 <= (x3 - x2)) by (refine (above_le _ _ (x3 - x2) 1 _ _ h5); [positive | field; nonzero]).
  assert (ch6 : 0 <= (x5 - x4)) by (refine (above_le _ _ (x5 - x4) 1 _ _ h6); [positive | field; nonzero]).
  assert (ch7 : 0 <= (m - x3)) by (refine (above_le _ _ (m - x3) 1 _ _ h7); [positive | field; nonzero]).
  assert (ch8 : 0 <= (x5 - x3)) by (refine (above_le _ _ (x5 - x3) 1 _ _ h8); [positive | field; nonzero]).
  apply (over_le _ _ (x5 - (x2 * (Rabs x1))) m); [positive | field; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 x5 (x2 * (Rabs x1)) _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | nra ]]]] | nra ].
Qed.

(* x1 = sum_#1:m=1..m [Pr[A_{i#1:m} or A_{j#1:m}]] *)
(* x2 = sum_#1:m=1..m [Pr[A_{i#1:m}]] *)
(* x3 = sum_#1:m=1..m [Pr[A_{j#1:m}]] *)
(* h1: monotone *)
Lemma eq_8_1 (m x1 x2 x3 : R) :
  1 <= m ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  x1 <= (x2 + x3) ->
  m <> 0 /\ (x1 / m) <= ((x2 + x3) / m).
Proof.
  intros a1 a2 a3 a4 h1. split; [nonzero|].
  about_functions.
  assert (ch1 : 0 <= ((x2 + x3) - x1)) by (refine (above_le _ _ ((x2 + x3) - x1) 1 _ _ h1); [positive | field; nonzero]).
  apply (over_le _ _ ((x2 + x3) - x1) m); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * ((x2 + x3) - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = sum_#1:m=1..m [Pr[-sqrt(2)*sqrt(pi)*\delta*\lambda_0/(16*n**2) + Abs(<w_{#1:m}(0), x_{i}>) <= 0]] *)
(* x2 = sum_#1:m=1..m [Pr[-sqrt(2)*sqrt(pi)*\delta*\lambda_0/(16*n**2) + Abs(<w_{#1:m}(0), x_{j}>) <= 0]] *)
(* x3 = sum_#1:m=1..m [Pr[A_{i#1:m}]] *)
(* x4 = sum_#1:m=1..m [Pr[A_{j#1:m}]] *)
(* h1: monotone *)
(* h2: monotone *)
(* h3: monotone *)
(* h4: monotone *)
(* h5: monotone *)
(* h6: monotone *)
Lemma eq_9_1 (delta lambda_0 m n x1 x2 x3 x4 : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  x3 <= x1 ->
  x3 <= (((delta * lambda_0) * m) / (8 * (n ^ 2))) ->
  x4 <= x2 ->
  x4 <= (((delta * lambda_0) * m) / (8 * (n ^ 2))) ->
  x1 <= (((delta * lambda_0) * m) / (8 * (n ^ 2))) ->
  x2 <= (((delta * lambda_0) * m) / (8 * (n ^ 2))) ->
  m <> 0 /\ n <> 0 /\ ((x3 + x4) / m) <= ((delta * lambda_0) / (4 * (n ^ 2))).
Proof.
  intros a1 a2 a3 a4 a5 a6 a7 a8 h1 h2 h3 h4 h5 h6. split; [nonzero|]. split; [nonzero|].
  about_functions.
  assert (ch1 : 0 <= (x1 - x3)) by (refine (above_le _ _ (x1 - x3) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x3))) by (refine (above_le _ _ (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x3)) (8 * (n ^ 2)) _ _ h2); [positive | field; nonzero]).
  assert (ch3 : 0 <= (x2 - x4)) by (refine (above_le _ _ (x2 - x4) 1 _ _ h3); [positive | field; nonzero]).
  assert (ch4 : 0 <= (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x4))) by (refine (above_le _ _ (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x4)) (8 * (n ^ 2)) _ _ h4); [positive | field; nonzero]).
  assert (ch5 : 0 <= (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x1))) by (refine (above_le _ _ (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x1)) (8 * (n ^ 2)) _ _ h5); [positive | field; nonzero]).
  assert (ch6 : 0 <= (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x2))) by (refine (above_le _ _ (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x2)) (8 * (n ^ 2)) _ _ h6); [positive | field; nonzero]).
  apply (over_le _ _ ((((delta * lambda_0) * m) - ((4 * (n ^ 2)) * x3)) - ((4 * (n ^ 2)) * x4)) ((4 * m) * (n ^ 2))); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 2 (1 * (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x4)) + 1 * (((delta * lambda_0) * m) - ((8 * (n ^ 2)) * x3))) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = E[\|H(0) - H\|_2] *)
(* x2 = E[\|H(0) - H\|_F] *)
(* x3 = E[maximum_#1:n=1..n [maximum_#2:n=1..n [Abs(H_{#1:n#2:n} - H_{#1:n#2:n}(0))]]] *)
(* x4 = sum_#1:n=1..n [sum_#2:n=1..n [E[Abs(H_{#1:n#2:n} - H_{#1:n#2:n}(0))]]] *)
(* h1: monotone *)
(* h2: monotone *)
(* h3: monotone *)
(* h4: monotone *)
Lemma eq_10_1 (n x1 x2 x3 x4 : R) :
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  x1 <= x2 ->
  x3 <= x1 ->
  x2 <= x4 ->
  x2 <= (x3 * n) ->
  x1 <= x2.
Proof.
  intros a1 a2 a3 a4 a5 h1 h2 h3 h4.
  assumption.
Qed.

(* x1 = E[\|H(0) - H\|_2] *)
(* x2 = E[\|H(0) - H\|_F] *)
(* x3 = E[maximum_#1:n=1..n [maximum_#2:n=1..n [Abs(H_{#1:n#2:n} - H_{#1:n#2:n}(0))]]] *)
(* x4 = sum_#1:n=1..n [sum_#2:n=1..n [E[Abs(H_{#1:n#2:n} - H_{#1:n#2:n}(0))]]] *)
(* h1: monotone *)
(* h2: monotone *)
(* h3: monotone *)
Lemma eq_11_1 (n x1 x2 x3 x4 : R) :
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  x1 <= x2 ->
  x2 <= x4 ->
  x2 <= (x3 * n) ->
  x2 <= x4.
Proof.
  intros a1 a2 a3 a4 a5 h1 h2 h3.
  assumption.
Qed.

(* x1 = sum_#1:n=1..n [sum_#2:n=1..n [E[Abs(H_{#1:n#2:n} - H_{#1:n#2:n}(0))]]] *)
(* h1: monotone *)
Lemma eq_12_1 (delta lambda_0 x1 : R) :
  0 < delta ->
  0 < lambda_0 ->
  0 <= x1 ->
  x1 <= ((delta * lambda_0) / 4) ->
  x1 <= ((delta * lambda_0) / 4).
Proof.
  intros a1 a2 a3 h1.
  assumption.
Qed.

Lemma eq_13_1 (delta lambda_0 : R) :
  0 < delta ->
  0 < lambda_0 ->
  ((delta * lambda_0) / 4) <= ((delta * lambda_0) / 4).
Proof.
  intros a1 a2.
  solve [ reflexivity | nonzero ].
Qed.

Lemma eq_14_1 (delta lambda_0 : R) :
  0 < delta ->
  0 < lambda_0 ->
  ((delta * lambda_0) / 4) = ((delta * lambda_0) / 4).
Proof.
  intros a1 a2.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = E[\|H(0) - H\|_2] *)
(* x2 = Pr[\lambda_0/4 - \|H(0) - H\|_2 <= 0] *)
(* h1: Markov *)
(* h2: eq-14 *)
Lemma lemma_4_markov_1 (delta lambda_0 x1 x2 : R) :
  0 < delta ->
  0 < lambda_0 ->
  0 <= x1 ->
  0 <= x2 ->
  ((x2 * lambda_0) / 4) <= x1 ->
  x1 <= ((delta * lambda_0) / 4) ->
  x2 <= delta.
Proof.
  intros a1 a2 a3 a4 h1 h2.
  about_functions.
  assert (ch1 : 0 <= (x1 - ((x2 * lambda_0) / 4))) by (refine (above_le _ _ (x1 - ((x2 * lambda_0) / 4)) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= (((delta * lambda_0) / 4) - x1)) by (refine (above_le _ _ (((delta * lambda_0) / 4) - x1) 1 _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ (delta - x2) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ lambda_0 (4 * (x1 - ((x2 * lambda_0) / 4)) + 4 * (((delta * lambda_0) / 4) - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

Lemma lemma_4_markov_2 (delta : R) :
  0 < delta ->
  delta = delta.
Proof.
  intros a1.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|u(t) - y\|_2 *)
(* h1: groenwall *)
Lemma lemma_5_1_1 (lambda_0 t x1 x2 : R) :
  0 < lambda_0 ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))) ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))).
Proof.
  intros a1 a2 a3 a4 h1.
  assumption.
Qed.

(* x1 = <u(t) t, u(t)> *)
(* x2 = <u(t) t, y> *)
Lemma eq_15_1 (x1 x2 : R) :
  ((2 * x1) - (2 * x2)) = ((2 * x1) - (2 * x2)).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = <H(t) u(t) n, u(t)> *)
(* x2 = <H(t) u(t) n, y> *)
(* x3 = <H(t) y n, u(t)> *)
(* x4 = <H(t) y n, y> *)
Lemma eq_16_1 (x1 x2 x3 x4 : R) :
  ((((2 * x2) + (2 * x3)) - (2 * x1)) - (2 * x4)) = ((((2 * x2) + (2 * x3)) - (2 * x1)) - (2 * x4)).
Proof.
 
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = <H(t) u(t) n, u(t)> *)
(* x2 = <H(t) u(t) n, y> *)
(* x3 = <H(t) y n, u(t)> *)
(* x4 = <H(t) y n, y> *)
(* x5 = H_{ii}(t) *)
(* x6 = \|u(t) - y\|_2 *)
(* x7 = lambda_min(H(t)) *)
(* h1: Rayleigh *)
(* h2: given 1 *)
(* h3: Rayleigh *)
Lemma eq_17_1 (lambda_0 x1 x2 x3 x4 x5 x6 x7 : R) :
  0 < lambda_0 ->
  0 <= x6 ->
  ((x6 ^ 2) * x7) <= (((x1 + x4) - x2) - x3) ->
  (lambda_0 / 2) <= x7 ->
  x7 <= x5 ->
  ((((2 * x2) + (2 * x3)) - (2 * x1)) - (2 * x4)) <= (- (lambda_0 * (x6 ^ 2))).
Proof.
  intros a1 a2 h1 h2 h3.
  about_functions.
  assert (ch1 : 0 <= ((((x1 + x4) - x2) - x3) - ((x6 ^ 2) * x7))) by (refine (above_le _ _ ((((x1 + x4) - x2) - x3) - ((x6 ^ 2) * x7)) 1 _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= (x7 - (lambda_0 / 2))) by (refine (above_le _ _ (x7 - (lambda_0 / 2)) 1 _ _ h2); [positive | field; nonzero]).
  assert (ch3 : 0 <= (x5 - x7)) by (refine (above_le _ _ (x5 - x7) 1 _ _ h3); [positive | field; nonzero]).
  apply (over_le _ _ (((((2 * x1) + (2 * x4)) - (2 * x2)) - (2 * x3)) - (lambda_0 * (x6 ^ 2))) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 ((2 * x1) + (2 * x4)) (((2 * x2) + (2 * x3)) + (lambda_0 * (x6 ^ 2))) _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | nra ]]]] | nra ].
Qed.

(* x1 = \|u(t) - y\|_2 *)
Lemma eq_18_1 (lambda_0 x1 : R) :
  0 < lambda_0 ->
  0 <= x1 ->
  (- (lambda_0 * (x1 ^ 2))) <= (- (lambda_0 * (x1 ^ 2))).
Proof.
  intros a1 a2.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|u(t) - y\|_2 *)
(* h1: Groenwall *)
Lemma groenwall_1 (lambda_0 t x1 x2 : R) :
  0 < lambda_0 ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))) ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (lambda_0 * t))).
Proof.
  intros a1 a2 a3 a4 h1.
  about_exp (- (lambda_0 * t)). set (e1 := (exp (- (lambda_0 * t)))) in *.
  about_exp (lambda_0 * t). set (e2 := (exp (lambda_0 * t))) in *.
  clearbody e1 e2.
  about_functions.
  assert (ch1 : 0 <= (((x1 ^ 2) * e1) - (x2 ^ 2))) by (refine (above_le _ _ (((x1 ^ 2) * e1) - (x2 ^ 2)) 1 _ _ h1); [positive | field; nonzero]).
  apply (over_le _ _ (((x1 ^ 2) * e2) - (x2 ^ 2)) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 ((x1 ^ 2) * e2) (x2 ^ 2) _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | nra ]]]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|u(t) - y\|_2 *)
(* h1: Groenwall *)
Lemma groenwall_2 (lambda_0 t x1 x2 : R) :
  0 < lambda_0 ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))) ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * t)))).
Proof.
  intros a1 a2 a3 a4 h1.
  assumption.
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|w_{k}(0) - w_{k}(t)\|_2 *)
(* h1: eq-27 *)
(* h2: eq-27 *)
Lemma lemma_5_2_1 (lambda_0 m n t x1 x2 : R) :
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  ((((2 * x1) * (sqrt n)) * (1 - (exp (- ((lambda_0 * t) / 2))))) / (lambda_0 * (sqrt m))) <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))) ->
  x2 <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))) ->
  lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ x2 <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))).
Proof.
  intros a1 a2 a3 a4 a5 a6 h1 h2. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  assumption.
Qed.

(* x1 = \|w_{k}(0) - w_{k}(t)\|_2 *)
Lemma eq_19_1 (x1 : R) :
  0 <= x1 ->
  x1 = x1.
Proof.
  intros a1.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|#1 0 t\|_2 *)
(* x2 = integral_#1=0..t [\|w_{k}(#1) #1\|_2] *)
(* h1: triangle inequality *)
Lemma eq_20_1 (x1 x2 : R) :
  0 <= x1 ->
  0 <= x2 ->
  x1 <= x2 ->
  x1 <= x2.
Proof.
  intros a1 a2 h1.
  assumption.
Qed.

(* x1 = \|\frac{a_{k}}{\sqrt{m}} #1:n 1 n  - \frac{a_{k}}{\sqrt{m}} #1:n 1 n\|_2 *)
Lemma eq_21_1 (x1 : R) :
  0 <= x1 ->
  x1 = x1.
Proof.
  intros a1.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = \|\frac{a_{k}}{\sqrt{m}} #1:n 1 n  - \frac{a_{k}}{\sqrt{m}} #1:n 1 n\|_2 *)
(* x2 = sum_#1:n=1..n [1[-<w_{k}(s), x_{#1:n}> <= 0]*\|x_{#1:n}\|_2*Abs(f(x_{#1:n}; w(s)) - y_{#1:n})] *)
(* x3 = sum_#1:n=1..n [Abs(f(x_{#1:n}; w(s)) - y_{#1:n})] *)
(* h1: triangle inequality *)
(* h2: monotone *)
Lemma eq_22_1 (m x1 x2 x3 : R) :
  1 <= m ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  x1 <= (x2 / (sqrt m)) ->
  x2 <= x3 ->
  m <> 0 /\ 0 <= m /\ x1 <= (x3 / (sqrt m)).
Proof.
  intros a1 a2 a3 a4 h1 h2. split; [nonzero|]. split; [nonnegative|].
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  clearbody r1.
  about_functions.
  assert (ch1 : 0 <= (x2 - (x1 * r1))) by (refine (above_le _ _ (x2 - (x1 * r1)) r1 _ _ h1); [positive | field [qr1]; nonzero]).
  assert (ch2 : 0 <= (x3 - x2)) by (refine (above_le _ _ (x3 - x2) 1 _ _ h2); [positive | field [qr1]; nonzero]).
  apply (over_le _ _ (x3 - (x1 * r1)) r1); [positive | field [qr1]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * (x2 - (x1 * r1)) + 1 * (x3 - x2)) _ _ _); [positive | ring [qr1] | nonnegative]] | nra ].
Qed.

(* x1 = sum_#1:n=1..n [Abs(f(x_{#1:n}; w(s)) - y_{#1:n})] *)
(* x2 = sum_#1:n=1..n [f(x_{#1:n}; w(s))**2*y_{#1:n}**2] *)
(* x3 = sum_#1:n=1..n [f(x_{#1:n}; w(s))**2] *)
(* x4 = sum_#1:n=1..n [f(x_{#1:n}; w(s))**4] *)
(* x5 = sum_#1:n=1..n [f(x_{#1:n}; w(s))*y_{#1:n}] *)
(* x6 = sum_#1:n=1..n [y_{#1:n}**2] *)
(* x7 = sum_#1:n=1..n [y_{#1:n}**4] *)
(* h1: a sum of nonnegative terms *)
(* h2: Cauchy-Schwarz *)
(* h3: Cauchy-Schwarz *)
(* h4: Cauchy-Schwarz *)
(* h5: Cauchy-Schwarz *)
Lemma eq_23_1 (m n x1 x2 x3 x4 x5 x6 x7 : R) :
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  0 <= x6 ->
  0 <= x7 ->
  0 <= ((x3 + x6) - (2 * x5)) ->
  (x1 ^ 2) <= (n * ((x3 + x6) - (2 * x5))) ->
  (x3 ^ 2) <= (n * x4) ->
  (x5 ^ 2) <= (n * x2) ->
  (x6 ^ 2) <= (n * x7) ->
  m <> 0 /\ 0 <= m /\ 0 <= n /\ 0 <= ((x3 + x6) - (2 * x5)) /\ (x1 / (sqrt m)) <= (((sqrt n) * (sqrt ((x3 + x6) - (2 * x5)))) / (sqrt m)).
Proof.
  intros a1 a2 a3 a4 a5 a6 a7 a8 h1 h2 h3 h4 h5. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|]. split; [nonnegative|].
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  pose proof (root_square ((x3 + x6) - (2 * x5)) ltac:(nonnegative)) as qr3.
  pose proof (sqrt_pos ((x3 + x6) - (2 * x5))).
  set (r3 := sqrt ((x3 + x6) - (2 * x5))) in *.
  clearbody r1 r2 r3.
  about_functions.
  assert (ch1 : 0 <= ((x3 + x6) - (2 * x5))) by (refine (above_le _ _ ((x3 + x6) - (2 * x5)) 1 _ _ h1); [positive | field [qr1 qr2 qr3]; nonzero]).
  assert (ch2 : 0 <= (((((r2 ^ 2) * x3) + ((r2 ^ 2) * x6)) - ((2 * (r2 ^ 2)) * x5)) - (x1 ^ 2))) by (refine (above_le _ _ (((((r2 ^ 2) * x3) + ((r2 ^ 2) * x6)) - ((2 * (r2 ^ 2)) * x5)) - (x1 ^ 2)) 1 _ _ h2); [positive | field [qr1 qr2 qr3]; nonzero]).
  assert (ch3 : 0 <= (((r2 ^ 2) * x4) - (x3 ^ 2))) by (refine (above_le _ _ (((r2 ^ 2) * x4) - (x3 ^ 2)) 1 _ _ h3); [positive | field [qr1 qr2 qr3]; nonzero]).
  assert (ch4 : 0 <= (((r2 ^ 2) * x2) - (x5 ^ 2))) by (refine (above_le _ _ (((r2 ^ 2) * x2) - (x5 ^ 2)) 1 _ _ h4); [positive | field [qr1 qr2 qr3]; nonzero]).
  assert (ch5 : 0 <= (((r2 ^ 2) * x7) - (x6 ^ 2))) by (refine (above_le _ _ (((r2 ^ 2) * x7) - (x6 ^ 2)) 1 _ _ h5); [positive | field [qr1 qr2 qr3]; nonzero]).
  apply (over_le _ _ ((r2 * r3) - x1) r1); [positive | field [qr1 qr2 qr3]; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 (r2 * r3) x1 _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | solve [refine (multiple_le _ 1 (1 * (((((r2 ^ 2) * x3) + ((r2 ^ 2) * x6)) - ((2 * (r2 ^ 2)) * x5)) - (x1 ^ 2))) _ _ _); [positive | ring [qr1 qr2 qr3] | nonnegative]] | nra ]]]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|u(s) - y\|_2 *)
(* h1: groenwall *)
Lemma eq_24_1 (lambda_0 m n s x1 x2 : R) :
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  (x2 ^ 2) <= ((x1 ^ 2) * (exp (- (lambda_0 * s)))) ->
  m <> 0 /\ 0 <= m /\ 0 <= n /\ ((x2 * (sqrt n)) / (sqrt m)) <= (((x1 * (sqrt n)) * (exp (- ((lambda_0 * s) / 2)))) / (sqrt m)).
Proof.
  intros a1 a2 a3 a4 a5 h1. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  assert (pe1 : (exp (- (lambda_0 * s))) = (exp (- ((lambda_0 * s) / 2))) ^ 2) by exponentials.
  rewrite ?pe1 in *. clear pe1.
  about_exp (- ((lambda_0 * s) / 2)). set (e1 := (exp (- ((lambda_0 * s) / 2)))) in *.
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  clearbody e1 r1 r2.
  about_functions.
  assert (ch1 : 0 <= (((x1 ^ 2) * (e1 ^ 2)) - (x2 ^ 2))) by (refine (above_le _ _ (((x1 ^ 2) * (e1 ^ 2)) - (x2 ^ 2)) 1 _ _ h1); [positive | field [qr1 qr2]; nonzero]).
  apply (over_le _ _ (((x1 * e1) * r2) - (x2 * r2)) r1); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (factored_le _ r2 (x1 * e1) x2 _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | solve [refine (multiple_le _ 1 (1 * (((x1 ^ 2) * (e1 ^ 2)) - (x2 ^ 2))) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ]]]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|w_{k}(0) - w_{k}(t)\|_2 *)
(* x3 = integral_#1=0..t [\|w_{k}(#1) #1\|_2] *)
(* x4 = integral_#1=0..t [exp(-#1*\lambda_0/2)] *)
(* h1: eq-20 *)
(* h2: monotone *)
(* h3: monotone *)
Lemma eq_25_1 (m n t x1 x2 x3 x4 : R) :
  1 <= m ->
  1 <= n ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  0 <= x3 ->
  0 <= x4 ->
  x2 <= x3 ->
  x4 <= t ->
  x3 <= (((x1 * x4) * (sqrt n)) / (sqrt m)) ->
  m <> 0 /\ 0 <= m /\ 0 <= n /\ x2 <= (((x1 * x4) * (sqrt n)) / (sqrt m)).
Proof.
  intros a1 a2 a3 a4 a5 a6 a7 h1 h2 h3. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  clearbody r1 r2.
  about_functions.
  assert (ch1 : 0 <= (x3 - x2)) by (refine (above_le _ _ (x3 - x2) 1 _ _ h1); [positive | field [qr1 qr2]; nonzero]).
  assert (ch2 : 0 <= (t - x4)) by (refine (above_le _ _ (t - x4) 1 _ _ h2); [positive | field [qr1 qr2]; nonzero]).
  assert (ch3 : 0 <= (((x1 * x4) * r2) - (x3 * r1))) by (refine (above_le _ _ (((x1 * x4) * r2) - (x3 * r1)) r1 _ _ h3); [positive | field [qr1 qr2]; nonzero]).
  apply (over_le _ _ (((x1 * x4) * r2) - (x2 * r1)) r1); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (r1 * (x3 - x2) + 1 * (((x1 * x4) * r2) - (x3 * r1))) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
Lemma eq_26_1 (lambda_0 m n t x1 : R) :
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= t ->
  0 <= x1 ->
  m <> 0 /\ 0 <= m /\ 0 <= n /\ lambda_0 <> 0 /\ (((x1 * (sqrt n)) * ((2 / lambda_0) - ((2 * (exp (- ((lambda_0 * t) / 2)))) / lambda_0))) / (sqrt m)) = ((((2 * x1) * (sqrt n)) * (1 - (exp (- ((lambda_0 * t) / 2))))) / (lambda_0 * (sqrt m))).
Proof.
  intros a1 a2 a3 a4 a5. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|]. split; [nonzero|].
  about_exp (- ((lambda_0 * t) / 2)). set (e1 := (exp (- ((lambda_0 * t) / 2)))) in *.
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  clearbody e1 r1 r2.
  about_functions.
  apply (over_eq _ _ 0 1); [positive | field [qr1 qr2]; nonzero | ].
  first [ solve [ring [qr1 qr2]] | lra | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* x2 = \|w_{k}(0) - w_{k}(t)\|_2 *)
(* h1: eq-25 *)
Lemma eq_27_1 (lambda_0 m n t x1 x2 : R) :
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= t ->
  0 <= x1 ->
  0 <= x2 ->
  x2 <= (((x1 * (sqrt n)) * ((2 / lambda_0) - ((2 * (exp (- ((lambda_0 * t) / 2)))) / lambda_0))) / (sqrt m)) ->
  lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ x2 <= (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))).
Proof.
  intros a1 a2 a3 a4 a5 a6 h1. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  about_exp (- ((lambda_0 * t) / 2)). set (e1 := (exp (- ((lambda_0 * t) / 2)))) in *.
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  clearbody e1 r1 r2.
  about_functions.
  assert (ch1 : 0 <= ((((2 * x1) * r2) - ((lambda_0 * x2) * r1)) - (((2 * x1) * e1) * r2))) by (refine (above_le _ _ ((((2 * x1) * r2) - ((lambda_0 * x2) * r1)) - (((2 * x1) * e1) * r2)) (lambda_0 * r1) _ _ h1); [positive | field [qr1 qr2]; nonzero]).
  apply (over_le _ _ (((2 * x1) * r2) - ((lambda_0 * x2) * r1)) (lambda_0 * r1)); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * ((((2 * x1) * r2) - ((lambda_0 * x2) * r1)) - (((2 * x1) * e1) * r2)) + (((2 * x1) * e1) * r2)) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* h1: given 3 *)
Lemma width_condition_1 (delta lambda_0 m n x1 : R) :
  0 < delta ->
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 <= x1 ->
  (((512 * (x1 ^ 2)) * (n ^ 5)) / ((PI * (delta ^ 2)) * (lambda_0 ^ 4))) <= m ->
  lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ n <> 0 /\ delta <> 0 /\ (((2 * x1) * (sqrt n)) / (lambda_0 * (sqrt m))) <= (((((sqrt 2) * (sqrt PI)) * delta) * lambda_0) / (16 * (n ^ 2))).
Proof.
  intros a1 a2 a3 a4 a5 h1. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|]. split; [nonzero|]. split; [nonzero|].
  pose proof (root_square 2 ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 2 ltac:(positive)).
  set (r1 := sqrt 2) in *.
  pose proof (root PI ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 PI ltac:(positive)).
  set (r2 := sqrt PI) in *.
  pose proof (root m ltac:(nonnegative)) as qr3.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r3 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr4.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r4 := sqrt n) in *.
  clearbody r1 r2 r3 r4.
  about_functions.
  assert (ch1 : 0 <= (((((delta ^ 2) * (lambda_0 ^ 4)) * (r2 ^ 2)) * (r3 ^ 2)) - ((512 * (x1 ^ 2)) * (r4 ^ 10)))) by (refine (above_le _ _ (((((delta ^ 2) * (lambda_0 ^ 4)) * (r2 ^ 2)) * (r3 ^ 2)) - ((512 * (x1 ^ 2)) * (r4 ^ 10))) (((delta ^ 2) * (lambda_0 ^ 4)) * (r2 ^ 2)) _ _ h1); [positive | field [qr1 qr2 qr3 qr4]; nonzero]).
  apply (over_le _ _ (((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) - ((32 * x1) * (r4 ^ 5))) (((16 * lambda_0) * r3) * (r4 ^ 4))); [positive | field [qr1 qr2 qr3 qr4]; nonzero | ].
  first [ lra | solve [refine (factored_le _ 1 ((((delta * (lambda_0 ^ 2)) * r1) * r2) * r3) ((32 * x1) * (r4 ^ 5)) _ _ _); [nonnegative | ring | apply squares_le; [nonnegative | first [ lra | solve [refine (multiple_le _ 1 (2 * (((((delta ^ 2) * (lambda_0 ^ 4)) * (r2 ^ 2)) * (r3 ^ 2)) - ((512 * (x1 ^ 2)) * (r4 ^ 10)))) _ _ _); [positive | ring [qr1 qr2 qr3 qr4] | nonnegative]] | nra ]]]] | nra ].
Qed.

(* x1 = R *)
(* x2 = \|u(0) - y\|_2 *)
(* h1: given 2 *)
Lemma width_condition_2 (R' lambda_0 m n x1 x2 : R) :
  0 < R' ->
  0 < lambda_0 ->
  1 <= m ->
  1 <= n ->
  0 < x1 ->
  0 <= x2 ->
  R' = (((2 * x2) * (sqrt n)) / (lambda_0 * (sqrt m))) ->
  (((2 * x2) * (sqrt n)) / (lambda_0 * (sqrt m))) <= x1 ->
  lambda_0 <> 0 /\ m <> 0 /\ 0 <= m /\ 0 <= n /\ R' <= x1.
Proof.
  intros a1 a2 a3 a4 a5 a6 h1 h2. split; [nonzero|]. split; [nonzero|]. split; [nonnegative|]. split; [nonnegative|].
  pose proof (root m ltac:(nonnegative)) as qr1.
  pose proof (sqrt_lt_R0 m ltac:(positive)).
  set (r1 := sqrt m) in *.
  pose proof (root n ltac:(nonnegative)) as qr2.
  pose proof (sqrt_lt_R0 n ltac:(positive)).
  set (r2 := sqrt n) in *.
  clearbody r1 r2.
  about_functions.
  assert (ch1 : (((2 * x2) * r2) - ((R' * lambda_0) * r1)) = 0) by (refine (above_eq _ _ (((2 * x2) * r2) - ((R' * lambda_0) * r1)) (lambda_0 * r1) _ _ h1); [positive | field [qr1 qr2]; nonzero]).
  assert (ch2 : 0 <= (((x1 * lambda_0) * r1) - ((2 * x2) * r2))) by (refine (above_le _ _ (((x1 * lambda_0) * r1) - ((2 * x2) * r2)) (lambda_0 * r1) _ _ h2); [positive | field [qr1 qr2]; nonzero]).
  apply (over_le _ _ (x1 - R') 1); [positive | field [qr1 qr2]; nonzero | ].
  first [ lra | solve [refine (multiple_le _ (lambda_0 * r1) (1 * (((2 * x2) * r2) - ((R' * lambda_0) * r1)) + 1 * (((x1 * lambda_0) * r1) - ((2 * x2) * r2))) _ _ _); [positive | ring [qr1 qr2] | nonnegative]] | nra ].
Qed.

(* x1 = E[\|u(0) - y\|_2**2] *)
(* h1: initial-residual-bound *)
Lemma initial_residual_1 (n x1 : R) :
  1 <= n ->
  0 <= x1 ->
  x1 <= ((3 * n) / 2) ->
  x1 <= ((3 * n) / 2).
Proof.
  intros a1 a2 h1.
  assumption.
Qed.

(* x1 = sum_#1:n=1..n [E[u_{#1:n}(0)**2]] *)
(* x2 = sum_#1:n=1..n [E[u_{#1:n}(0)]*y_{#1:n}] *)
(* x3 = sum_#1:n=1..n [y_{#1:n}**2] *)
Lemma initial_residual_sum_1 (x1 x2 x3 : R) :
  0 <= x1 ->
  0 <= x3 ->
  ((x1 + x3) - (2 * x2)) = ((x1 + x3) - (2 * x2)).
Proof.
  intros a1 a2.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = sum_#1:n=1..n [y_{#1:n}**2] *)
Lemma initial_residual_moments_1 (n x1 : R) :
  1 <= n ->
  0 <= x1 ->
  ((n / 2) + x1) = ((n / 2) + x1).
Proof.
  intros a1 a2.
  solve [ reflexivity | nonzero ].
Qed.

(* x1 = sum_#1:n=1..n [y_{#1:n}**2] *)
(* h1: monotone *)
Lemma initial_residual_bound_1 (n x1 : R) :
  1 <= n ->
  0 <= x1 ->
  x1 <= n ->
  ((n / 2) + x1) <= ((3 * n) / 2).
Proof.
  intros a1 a2 h1.
  about_functions.
  assert (ch1 : 0 <= (n - x1)) by (refine (above_le _ _ (n - x1) 1 _ _ h1); [positive | field; nonzero]).
  apply (over_le _ _ (n - x1) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ 1 (1 * (n - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.

(* x1 = \|u(0) - y\|_2 *)
(* h1: initial-residual-tail *)
Lemma initial_residual_markov_1 (delta n x1 : R) :
  0 < delta ->
  1 <= n ->
  0 <= x1 ->
  (x1 ^ 2) <= ((3 * n) / (2 * delta)) ->
  delta <> 0 /\ (x1 ^ 2) <= ((3 * n) / (2 * delta)).
Proof.
  intros a1 a2 a3 h1. split; [nonzero|].
  assumption.
Qed.

(* x1 = E[\|u(0) - y\|_2**2] *)
(* x2 = Pr[\|u(0) - y\|_2**2 - 3*n/(2*\delta) <= 0] *)
(* h1: Markov *)
(* h2: initial-residual-bound *)
Lemma initial_residual_tail_1 (delta n x1 x2 : R) :
  0 < delta ->
  1 <= n ->
  0 <= x1 ->
  0 <= x2 ->
  (((3 * n) * (1 - x2)) / (2 * delta)) <= x1 ->
  x1 <= ((3 * n) / 2) ->
  delta <> 0 /\ (1 - x2) <= delta.
Proof.
  intros a1 a2 a3 a4 h1 h2. split; [nonzero|].
  about_functions.
  assert (ch1 : 0 <= ((((2 * x1) * delta) + ((3 * x2) * n)) - (3 * n))) by (refine (above_le _ _ ((((2 * x1) * delta) + ((3 * x2) * n)) - (3 * n)) (2 * delta) _ _ h1); [positive | field; nonzero]).
  assert (ch2 : 0 <= (((3 * n) / 2) - x1)) by (refine (above_le _ _ (((3 * n) / 2) - x1) 1 _ _ h2); [positive | field; nonzero]).
  apply (over_le _ _ ((x2 + delta) - 1) 1); [positive | field; nonzero | ].
  first [ lra | solve [refine (multiple_le _ (3 * n) (1 * ((((2 * x1) * delta) + ((3 * x2) * n)) - (3 * n)) + (2 * delta) * (((3 * n) / 2) - x1)) _ _ _); [positive | ring | nonnegative]] | nra ].
Qed.
