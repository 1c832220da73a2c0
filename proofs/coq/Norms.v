(** * Cauchy-Schwarz, the triangle inequality, and how norms dominate each other

    For: equations (4), (10), (11), (22) and (23) of the lecture, for every number n of samples and for
    all vectors and matrices. The spectral norm is what it is defined to be, the supremum of ||M v||
    over unit vectors v.

    Backs: cauchy_schwarz, triangle, norm_domination. *)

From Coq Require Import Reals Lra Psatz Lia.
From NtkProps Require Import Sums.
Open Scope R_scope.

Definition frobenius (n : nat) (M : matrix) : R := sqrt (\sum_(i < n) \sum_(j < n) M i j ^ 2).
Definition is_spectral_norm (n : nat) (M : matrix) (s : R) : Prop :=
  is_lub (fun c => exists v, norm n v = 1 /\ c = norm n (times n M v)) s.

(** |p| <= q from p^2 <= q^2 and q >= 0 *)
Lemma abs_le_of_squares p q : 0 <= q -> p ^ 2 <= q ^ 2 -> Rabs p <= q.
Proof. intros Hq H. apply Rabs_le. split; nra. Qed.

Lemma abs_between p q : Rabs p <= q -> - q <= p <= q.
Proof. unfold Rabs. destruct (Rcase_abs p); lra. Qed.

(** (sum_i a_i b_i)^2 <= (sum_i a_i^2) (sum_i b_i^2) *)
Lemma cauchy_schwarz_squares n a b :
  (\sum_(i < n) (a i * b i)) ^ 2 <= (\sum_(i < n) a i ^ 2) * (\sum_(i < n) b i ^ 2).
Proof.
  induction n as [|n IH]; cbn [sum]; [lra|].
  set (S := \sum_(i < n) (a i * b i)) in *.
  set (A := \sum_(i < n) a i ^ 2) in *.
  set (B := \sum_(i < n) b i ^ 2) in *.
  assert (HA : 0 <= A) by (apply sum_nonneg; intros; apply pow2_ge_0).
  assert (HB : 0 <= B) by (apply sum_nonneg; intros; apply pow2_ge_0).
  generalize (a n) (b n); intros x y.
  assert (Hxy : Rabs (2 * (S * (x * y))) <= A * y ^ 2 + B * x ^ 2).
  { apply abs_le_of_squares; [nra|].
    apply Rle_trans with (4 * (x * y) ^ 2 * (A * B)).
    - replace ((2 * (S * (x * y))) ^ 2) with (4 * (x * y) ^ 2 * S ^ 2) by ring.
      apply Rmult_le_compat_l; [|exact IH]. pose proof (pow2_ge_0 (x * y)). lra.
    - pose proof (pow2_ge_0 (A * y ^ 2 - B * x ^ 2)). nra. }
  apply abs_between in Hxy. nra.
Qed.

(** |<u, v>| <= ||u|| ||v|| *)
Lemma cauchy_schwarz n u v : Rabs (inner n u v) <= norm n u * norm n v.
Proof.
  apply abs_le_of_squares.
  - apply Rmult_le_pos; apply norm_nonneg.
  - rewrite Rpow_mult_distr, !norm_definition. apply cauchy_schwarz_squares.
Qed.

(** (sum_{i=1}^n |z_i|)^2 <= n sum_i z_i^2, the step from (22) to (23) *)
Lemma cauchy_schwarz_count n z : (\sum_(i < n) Rabs (z i)) ^ 2 <= INR n * \sum_(i < n) z i ^ 2.
Proof.
  pose proof (cauchy_schwarz_squares n (fun _ => 1) (fun i => Rabs (z i))) as H; cbv beta in H.
  rewrite (sum_ext n _ (fun i => Rabs (z i))) in H by (intros; ring).
  rewrite (sum_ext n (fun _ => 1 ^ 2) (fun _ => 1)) in H by (intros; ring).
  rewrite sum_const, Rmult_1_r in H.
  rewrite (sum_ext n (fun i => Rabs (z i) ^ 2) (fun i => z i ^ 2)) in H by (intros; apply pow2_abs).
  exact H.
Qed.

(** sum_i |z_i| <= sqrt(n) ||z|| *)
Lemma sum_abs_norm n z : \sum_(i < n) Rabs (z i) <= sqrt (INR n) * norm n z.
Proof.
  apply Rle_trans with (1 := Rle_abs _), abs_le_of_squares.
  - apply Rmult_le_pos; [apply sqrt_pos | apply norm_nonneg].
  - rewrite Rpow_mult_distr, norm_definition, <- (Rsqr_pow2 (sqrt _)), Rsqr_sqrt by apply pos_INR.
    apply cauchy_schwarz_count.
Qed.

(** ||u + v|| <= ||u|| + ||v|| *)
Lemma triangle n u v : norm n (fun i => u i + v i) <= norm n u + norm n v.
Proof.
  pose proof (norm_nonneg n u); pose proof (norm_nonneg n v).
  apply Rle_trans with (1 := Rle_abs _), abs_le_of_squares; [lra|].
  pose proof (cauchy_schwarz n u v) as H1. apply abs_between in H1.
  pose proof (norm_square n u); pose proof (norm_square n v).
  rewrite norm_square, inner_plus, (inner_sym _ _ u), (inner_sym _ _ v), !inner_plus, (inner_sym _ v u).
  nra.
Qed.

(** ||c v|| = |c| ||v|| *)
Lemma norm_scale n c v : norm n (fun i => c * v i) = Rabs c * norm n v.
Proof.
  unfold norm. rewrite inner_scale, inner_sym, inner_scale, <- Rmult_assoc.
  rewrite sqrt_mult_alt by nra. f_equal. apply sqrt_Rsqr_abs.
Qed.

Lemma norm_ext n u v : (forall i, (i < n)%nat -> u i = v i) -> norm n u = norm n v.
Proof. intros H. unfold norm. f_equal. apply sum_ext. intros i Hi. now rewrite (H i Hi). Qed.

Lemma norm_zero n : norm n (fun _ => 0) = 0.
Proof.
  unfold norm, inner. rewrite sum_const. replace (INR n * (0 * 0)) with 0 by ring. apply sqrt_0.
Qed.

(** ||sum_k c_k v_k|| <= sum_k |c_k| ||v_k||, for any number m of vectors; the step from (21) to (22) *)
Lemma triangle_sum n m c (v : nat -> vector) :
  norm n (fun i => \sum_(k < m) (c k * v k i)) <= \sum_(k < m) (Rabs (c k) * norm n (v k)).
Proof.
  induction m as [|m IH]; simpl; [rewrite norm_zero; lra|].
  eapply Rle_trans; [apply triangle|]. rewrite norm_scale. lra.
Qed.

(** ||a|| <= ||b|| + ||a - b|| *)
Lemma triangle_detour n a b : norm n a <= norm n b + norm n (fun i => a i - b i).
Proof.
  rewrite (norm_ext n a (fun i => b i + (a i - b i))) by (intros; ring). apply triangle.
Qed.

Lemma squares_nonneg n (M : matrix) : 0 <= \sum_(i < n) \sum_(j < n) M i j ^ 2.
Proof. apply sum_nonneg; intros; apply sum_nonneg; intros; apply pow2_ge_0. Qed.

(** ||M||_F^2 = sum_ij M_ij^2 *)
Lemma frobenius_square n M : frobenius n M ^ 2 = \sum_(i < n) \sum_(j < n) M i j ^ 2.
Proof. unfold frobenius. rewrite <- Rsqr_pow2. apply Rsqr_sqrt, squares_nonneg. Qed.

(** sum_i z_i^2 <= (sum_i |z_i|)^2 *)
Lemma squares_le_square n z : \sum_(i < n) z i ^ 2 <= (\sum_(i < n) Rabs (z i)) ^ 2.
Proof.
  induction n as [|n IH]; cbn [sum]; [lra|].
  assert (0 <= \sum_(i < n) Rabs (z i)) by (apply sum_nonneg; intros; apply Rabs_pos).
  pose proof (Rabs_pos (z n)). rewrite <- (pow2_abs (z n)). nra.
Qed.

(** ||M||_F <= sum_ij |M_ij|, equation (11) *)
Lemma frobenius_le_entries n M : frobenius n M <= \sum_(i < n) \sum_(j < n) Rabs (M i j).
Proof.
  set (row := fun i => \sum_(j < n) Rabs (M i j)).
  assert (Hrow : forall i, 0 <= row i) by (intros; apply sum_nonneg; intros; apply Rabs_pos).
  apply Rle_trans with (1 := Rle_abs _), abs_le_of_squares.
  - apply sum_nonneg; intros; apply Hrow.
  - rewrite frobenius_square. apply Rle_trans with (\sum_(i < n) row i ^ 2).
    + apply sum_le; intros; apply squares_le_square.
    + eapply Rle_trans; [apply squares_le_square|]. apply Req_le. f_equal.
      apply sum_ext; intros. apply Rabs_pos_eq, Hrow.
Qed.

(** ||M||_F <= n max_ij |M_ij| *)
Lemma frobenius_le_largest n M c :
  0 <= c -> (forall i j, (i < n)%nat -> (j < n)%nat -> Rabs (M i j) <= c) -> frobenius n M <= INR n * c.
Proof.
  intros Hc H. apply Rle_trans with (1 := Rle_abs _), abs_le_of_squares.
  - apply Rmult_le_pos; [apply pos_INR | exact Hc].
  - rewrite frobenius_square. replace ((INR n * c) ^ 2) with (\sum_(i < n) \sum_(j < n) c ^ 2)
      by (rewrite !sum_const; ring).
    apply sum_le; intros i Hi; apply sum_le; intros j Hj.
    rewrite <- (pow2_abs (M i j)). pose proof (Rabs_pos (M i j)). specialize (H i j Hi Hj). nra.
Qed.

(** ||M v|| <= ||M||_F ||v|| *)
Lemma times_le_frobenius n M v : norm n (times n M v) <= frobenius n M * norm n v.
Proof.
  pose proof (norm_nonneg n v). assert (0 <= frobenius n M) by apply sqrt_pos.
  apply Rle_trans with (1 := Rle_abs _), abs_le_of_squares; [nra|].
  rewrite Rpow_mult_distr, frobenius_square, !norm_definition, Rmult_comm, <- sum_scale.
  apply sum_le; intros i Hi. rewrite Rmult_comm. apply (cauchy_schwarz_squares n (M i) v).
Qed.

(** ||M||_2 <= ||M||_F, equation (10) *)
Lemma spectral_le_frobenius n M s : is_spectral_norm n M s -> s <= frobenius n M.
Proof.
  intros [_ Hleast]. apply Hleast. intros c [v [Hv ->]].
  pose proof (times_le_frobenius n M v). rewrite Hv in *. lra.
Qed.

(** ||M||_2 <= sum_ij |M_ij|, both steps at once *)
Lemma spectral_le_entries n M s :
  is_spectral_norm n M s -> s <= \sum_(i < n) \sum_(j < n) Rabs (M i j).
Proof. intros H. eapply Rle_trans; [eapply spectral_le_frobenius, H | apply frobenius_le_entries]. Qed.

Definition basis (k : nat) : vector := fun i => if Nat.eq_dec i k then 1 else 0.

Lemma inner_basis n k v : (k < n)%nat -> inner n v (basis k) = v k.
Proof.
  unfold inner, basis. induction n as [|n IH]; simpl; intros Hk; [lia|].
  destruct (Nat.eq_dec n k) as [->|Hnk].
  - rewrite (sum_ext k _ (fun _ => 0)).
    + rewrite sum_const. ring.
    + intros i Hi. destruct (Nat.eq_dec i k); [lia | ring].
  - rewrite IH by lia. ring.
Qed.

Lemma norm_basis n k : (k < n)%nat -> norm n (basis k) = 1.
Proof.
  intros Hk. unfold norm. rewrite inner_basis by exact Hk. unfold basis.
  destruct (Nat.eq_dec k k); [apply sqrt_1 | lia].
Qed.

(** The spectral norm exists, so that nothing above is said of nothing. *)
Lemma spectral_norm_exists n M : (0 < n)%nat -> exists s, is_spectral_norm n M s.
Proof.
  intros Hn. destruct (completeness (fun c => exists v, norm n v = 1 /\ c = norm n (times n M v))) as [s Hs].
  - exists (frobenius n M). intros c [v [Hv ->]].
    pose proof (times_le_frobenius n M v). rewrite Hv in *. lra.
  - exists (norm n (times n M (basis 0))), (basis 0). split; [apply norm_basis, Hn | reflexivity].
  - now exists s.
Qed.

(** ||M v|| <= ||M||_2 ||v|| *)
Lemma times_le_spectral n M s v : is_spectral_norm n M s -> norm n (times n M v) <= s * norm n v.
Proof.
  intros [Hupper _]. destruct (Req_dec (norm n v) 0) as [Hzero|Hv].
  - pose proof (times_le_frobenius n M v). rewrite Hzero in *. lra.
  - assert (Hpos : 0 < norm n v) by (pose proof (norm_nonneg n v); lra).
    assert (H : norm n (times n M (fun i => / norm n v * v i)) <= s).
    { apply Hupper. exists (fun i => / norm n v * v i). split; [|reflexivity].
      rewrite norm_scale, Rabs_pos_eq by (left; apply Rinv_0_lt_compat, Hpos). now field. }
    rewrite (norm_ext n _ (fun i => / norm n v * times n M v i)) in H
      by (intros; unfold times; apply inner_scale).
    rewrite norm_scale, Rabs_pos_eq in H by (left; apply Rinv_0_lt_compat, Hpos).
    apply Rmult_le_compat_r with (r := norm n v) in H; [|lra].
    replace (/ norm n v * norm n (times n M v) * norm n v) with (norm n (times n M v)) in H by now field.
    exact H.
Qed.
