(** * The gradient of the network, and Lemma 2

    For: equations (1) to (3): the derivative of the loss, of the ReLU away from 0 (with the convention 1[z >= 0]), of the
    network along a moving set of weights, and from these du/dt = -H (u - y) with H_ij = 1/m x_i^T x_j sum_k 1[..] 1[..].
    At a kink, where some x_i^T w_k = 0, the ReLU has no derivative and nothing is said.

    Backs: gradient, chain_rule. *)

From Coq Require Import Reals Lra Psatz Lia.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Expectation Calculus GradientFlow.
Open Scope R_scope.

(** max(0, z)' = 1[z >= 0], for z <> 0 *)
Lemma relu_derivative z : z <> 0 -> is_derive (fun s => Rmax 0 s) z (one_if (0 <= z)).
Proof.
  intros Hz. destruct (Rlt_dec 0 z) as [Hpos|Hneg].
  - rewrite one_if_true by lra. apply (is_derive_ext_loc (fun s => s)); [|apply @is_derive_id].
    exists (mkposreal z Hpos). intros s Hs. apply Rabs_lt_between in Hs; simpl in Hs.
    unfold minus, plus, opp in Hs; simpl in Hs. symmetry. apply Rmax_right. lra.
  - rewrite one_if_false by lra. apply (is_derive_ext_loc (fun _ => 0)); [|apply @is_derive_const].
    assert (Hz' : 0 < - z) by lra. exists (mkposreal (- z) Hz'). intros s Hs. apply Rabs_lt_between in Hs; simpl in Hs.
    unfold minus, plus, opp in Hs; simpl in Hs. symmetry. apply Rmax_left. lra.
Qed.

(** d/dp 1/2 sum_i (y_i - f_i(p))^2 = sum_i (f_i(p) - y_i) f_i'(p), for any one coordinate p of the weights *)
Lemma loss_derivative n (y : vector) (f : nat -> R -> R) (df : nat -> R) p :
  (forall i, (i < n)%nat -> is_derive (f i) p (df i)) ->
  is_derive (fun q => 1 / 2 * \sum_(i < n) (y i - f i q) ^ 2) p (\sum_(i < n) ((f i p - y i) * df i)).
Proof.
  intros Hf. replace (\sum_(i < n) ((f i p - y i) * df i)) with (1 / 2 * \sum_(i < n) (2 * ((f i p - y i) * df i)))
    by (rewrite sum_scale; field).
  apply (is_derive_scal (fun q => \sum_(i < n) (y i - f i q) ^ 2)).
  apply (derive_sum n (fun i q => (y i - f i q) ^ 2) (fun i _ => 2 * ((f i p - y i) * df i))). intros i Hi.
  replace (2 * ((f i p - y i) * df i)) with (INR 2 * (0 - df i) * (y i - f i p) ^ 1) by (simpl; ring).
  apply (is_derive_pow (fun q => y i - f i q)), (is_derive_minus (V := R_NormedModule)); [apply @is_derive_const | now apply Hf].
Qed.

(** f(x; w) = 1/sqrt(m) sum_k a_k max(0, <w_k, x>) *)
Definition network (d m : nat) (a : nat -> R) (w : nat -> vector) (x : vector) : R :=
  1 / sqrt (INR m) * \sum_(k < m) (a k * Rmax 0 (inner d (w k) x)).

(** df/dt = 1/sqrt(m) sum_k a_k 1[<w_k, x> >= 0] <dw_k/dt, x>, away from the kinks *)
Lemma network_derivative d m a (w : R -> nat -> vector) (dw : nat -> vector) x t :
  (forall k, (k < m)%nat -> inner d (w t k) x <> 0) ->
  (forall k j, (k < m)%nat -> is_derive (fun s => w s k j) t (dw k j)) ->
  is_derive (fun s => network d m a (w s) x) t
    (1 / sqrt (INR m) * \sum_(k < m) (a k * (one_if (0 <= inner d (w t k) x) * inner d (dw k) x))).
Proof.
  intros Hkink Hw. unfold network. apply (is_derive_scal (fun s => \sum_(k < m) (a k * Rmax 0 (inner d (w s k) x)))).
  apply (derive_sum m (fun k s => a k * Rmax 0 (inner d (w s k) x))
    (fun k s => a k * (one_if (0 <= inner d (w t k) x) * inner d (dw k) x))).
  intros k Hk. apply (is_derive_scal (fun s => Rmax 0 (inner d (w s k) x))).
  rewrite Rmult_comm. apply (is_derive_comp (fun z => Rmax 0 z) (fun s => inner d (w s k) x)).
  - now apply relu_derivative, Hkink.
  - apply (derive_sum d (fun j s => w s k j * x j) (fun j s => dw k j * x j)). intros j _.
    apply (is_derive_ext (fun s => x j * w s k j)); [intros; apply Rmult_comm|].
    rewrite Rmult_comm. now apply (is_derive_scal (fun s => w s k j)), Hw.
Qed.

(** H_ij = 1/m x_i^T x_j sum_k active_ki active_kj *)
Definition pattern_gram (d m : nat) (x : nat -> vector) (active : nat -> nat -> R) : matrix :=
  fun i j => 1 / INR m * inner d (x i) (x j) * \sum_(k < m) (active k i * active k j).

(** <dw_k/dt, x_i> where dw_k/dt = -dL/dw_k *)
Lemma descent_inner n d m x a r active k i :
  inner d (descent n m x a r active k) (x i)
    = \sum_(j < n) (- r j * (1 / sqrt (INR m)) * a k * active k j * inner d (x i) (x j)).
Proof.
  rewrite inner_sym. unfold inner at 1, descent.
  rewrite (sum_ext d _ (fun p => \sum_(j < n) (- r j * (1 / sqrt (INR m)) * a k * active k j * (x i p * x j p)))).
  - rewrite sum_swap. apply sum_ext. intros j _. unfold inner. rewrite <- sum_scale. reflexivity.
  - intros p _. rewrite <- sum_scale. apply sum_ext. intros; ring.
Qed.

(** 1/sqrt(m) sum_k a_k active_ki <dw_k/dt, x_i> = -(H (u - y))_i, since a_k^2 = 1 *)
Lemma descent_is_gram n d m x a r active i :
  (0 < m)%nat -> (forall k, a k ^ 2 = 1) ->
  1 / sqrt (INR m) * (\sum_(k < m) (a k * (active k i * inner d (descent n m x a r active k) (x i))))
    = - times n (pattern_gram d m x active) r i.
Proof.
  intros Hm Ha. apply lt_0_INR in Hm. pose proof (sqrt_lt_R0 _ Hm) as Hs. pose proof (sqrt_sqrt (INR m) ltac:(lra)) as Hroot.
  assert (Hinverse : 1 / INR m = 1 / sqrt (INR m) * (1 / sqrt (INR m))) by (rewrite <- Hroot at 1; field; lra).
  transitivity (\sum_(k < m) \sum_(j < n) (- r j * (1 / INR m) * inner d (x i) (x j) * (active k i * active k j))).
  - rewrite <- sum_scale. apply sum_ext. intros k _. rewrite descent_inner, <- !sum_scale. apply sum_ext. intros j _.
    rewrite Hinverse.
    transitivity (a k ^ 2 * (- r j * (1 / sqrt (INR m) * (1 / sqrt (INR m))) * inner d (x i) (x j) * (active k i * active k j)));
      [ring | rewrite Ha; ring].
  - rewrite sum_swap. unfold times.
    change (inner n (pattern_gram d m x active i) r) with (\sum_(j < n) (pattern_gram d m x active i j * r j)).
    rewrite <- (Rmult_1_l (\sum_(j < n) (pattern_gram _ _ _ _ _ _ * _))), Ropp_mult_distr_l, <- sum_scale.
    apply sum_ext. intros j _. rewrite sum_scale. unfold pattern_gram. ring.
Qed.

(** Lemma 2: du_i/dt = -(H(t) (u(t) - y))_i along the gradient flow, away from the kinks *)
Theorem lemma_2 n d m x a (w : R -> nat -> vector) (y : vector) t i :
  (0 < m)%nat -> (forall k, a k ^ 2 = 1) -> (forall k, (k < m)%nat -> inner d (w t k) (x i) <> 0) ->
  let r := fun j => network d m a (w t) (x j) - y j in
  let active := fun k j => one_if (0 <= inner d (w t k) (x j)) in
  (forall k j, (k < m)%nat -> is_derive (fun s => w s k j) t (descent n m x a r active k j)) ->
  is_derive (fun s => network d m a (w s) (x i)) t (- times n (pattern_gram d m x active) r i).
Proof.
  intros Hm Ha Hkink r active Hflow. rewrite <- (descent_is_gram n d m x a r active i Hm Ha).
  now apply (network_derivative d m a w (descent n m x a r active) (x i) t).
Qed.
