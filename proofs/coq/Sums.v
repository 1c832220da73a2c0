(** * Finite sums, vectors and matrices

    For: what every other file adds up. A sum has any number n of terms, n = 0 included, and reaches over
    the product that follows it (not over + and -): \sum_(i < n) a i * b i is sum_i (a_i b_i). A vector or
    a matrix is a function of its indices, of which only those below n matter. Nothing here is special
    to the lecture.

    Backs: linearity, substitution, norm_definition. *)

From Coq Require Import Reals Lra Psatz Lia.
Open Scope R_scope.

Fixpoint sum (n : nat) (f : nat -> R) : R :=
  match n with
  | O => 0
  | S k => sum k f + f k
  end.

Notation "\sum_ ( i < n ) F" := (sum n (fun i => F))
  (at level 41, F at level 41, i name, n at level 50, format "\sum_ ( i  <  n )  F").

Definition vector := nat -> R.
Definition matrix := nat -> nat -> R.

Definition inner (n : nat) (u v : vector) : R := \sum_(i < n) (u i * v i).
Definition norm (n : nat) (v : vector) : R := sqrt (inner n v v).
Definition times (n : nat) (M : matrix) (v : vector) : vector := fun i => inner n (M i) v.
Definition form (n : nat) (M : matrix) (v : vector) : R := inner n v (times n M v).

(** Equal terms, equal sums. *)
Lemma sum_ext n f g : (forall i, (i < n)%nat -> f i = g i) -> \sum_(i < n) f i = \sum_(i < n) g i.
Proof.
  induction n as [|n IH]; simpl; intros H; [reflexivity|].
  rewrite IH by (intros; apply H; lia). now rewrite (H n) by lia.
Qed.

(** sum_i (f_i + g_i) = sum_i f_i + sum_i g_i *)
Lemma sum_plus n f g : \sum_(i < n) (f i + g i) = \sum_(i < n) f i + \sum_(i < n) g i.
Proof. induction n as [|n IH]; simpl; [ring|]. rewrite IH; ring. Qed.

(** sum_i c f_i = c sum_i f_i *)
Lemma sum_scale n c f : \sum_(i < n) (c * f i) = c * \sum_(i < n) f i.
Proof. induction n as [|n IH]; simpl; [ring|]. rewrite IH; ring. Qed.

(** sum_{i=1}^n c = n c *)
Lemma sum_const n c : \sum_(i < n) c = INR n * c.
Proof. induction n as [|n IH]; [simpl; ring|]. rewrite S_INR. simpl. rewrite IH. ring. Qed.

(** f_i <= g_i for every i gives sum_i f_i <= sum_i g_i *)
Lemma sum_le n f g : (forall i, (i < n)%nat -> f i <= g i) -> \sum_(i < n) f i <= \sum_(i < n) g i.
Proof.
  induction n as [|n IH]; simpl; intros H; [lra|].
  pose proof (H n ltac:(lia)). pose proof (IH ltac:(intros; apply H; lia)). lra.
Qed.

(** f_i >= 0 for every i gives sum_i f_i >= 0 *)
Lemma sum_nonneg n f : (forall i, (i < n)%nat -> 0 <= f i) -> 0 <= \sum_(i < n) f i.
Proof.
  intros H. replace 0 with (\sum_(i < n) 0) by (rewrite sum_const; ring).
  apply sum_le. exact H.
Qed.

(** f_k <= sum_i f_i where every term is nonnegative *)
Lemma sum_term n f k : (forall i, (i < n)%nat -> 0 <= f i) -> (k < n)%nat -> f k <= \sum_(i < n) f i.
Proof.
  induction n as [|n IH]; simpl; intros H Hk; [lia|].
  destruct (Nat.eq_dec k n) as [->|Hkn].
  - pose proof (sum_nonneg n f ltac:(intros; apply H; lia)). lra.
  - pose proof (IH ltac:(intros; apply H; lia) ltac:(lia)). pose proof (H n ltac:(lia)). lra.
Qed.

(** sum_i sum_j f_ij = sum_j sum_i f_ij *)
Lemma sum_swap n m f : \sum_(i < n) \sum_(j < m) f i j = \sum_(j < m) \sum_(i < n) f i j.
Proof.
  induction n as [|n IH]; simpl.
  - rewrite sum_const. ring.
  - rewrite IH, <- sum_plus. reflexivity.
Qed.

(** |sum_i f_i| <= sum_i |f_i| *)
Lemma sum_abs n f : Rabs (\sum_(i < n) f i) <= \sum_(i < n) Rabs (f i).
Proof.
  induction n as [|n IH]; simpl; [rewrite Rabs_R0; lra|].
  eapply Rle_trans; [apply Rabs_triang|]. lra.
Qed.

Lemma inner_sym n u v : inner n u v = inner n v u.
Proof. apply sum_ext; intros; ring. Qed.

Lemma inner_plus n u v w : inner n u (fun i => v i + w i) = inner n u v + inner n u w.
Proof. unfold inner. rewrite <- sum_plus. apply sum_ext; intros; ring. Qed.

Lemma inner_scale n u c v : inner n u (fun i => c * v i) = c * inner n u v.
Proof. unfold inner. rewrite <- sum_scale. apply sum_ext; intros; ring. Qed.

Lemma inner_nonneg n v : 0 <= inner n v v.
Proof. apply sum_nonneg; intros; nra. Qed.

Lemma norm_nonneg n v : 0 <= norm n v.
Proof. apply sqrt_pos. Qed.

(** ||v||^2 = sum_i v_i^2 *)
Lemma norm_definition n v : norm n v ^ 2 = \sum_(i < n) v i ^ 2.
Proof.
  unfold norm. rewrite <- Rsqr_pow2, Rsqr_sqrt by apply inner_nonneg.
  apply sum_ext; intros; ring.
Qed.

(** ||v||^2 = <v, v> *)
Lemma norm_square n v : norm n v ^ 2 = inner n v v.
Proof. unfold norm. rewrite <- Rsqr_pow2. apply Rsqr_sqrt, inner_nonneg. Qed.
