(** * The least eigenvalue, and how far a perturbation can move it

    For: lambda_min(H) >= lambda_0 / 2 from ||H - H(0)||_2 <= lambda_0 / 4 (Lemma 4), and
    v^T H v >= lambda_min(H) ||v||^2, the step from (16) to (17). Here lambda_min is the infimum of the
    quadratic form v^T M v over unit vectors. That this infimum is an eigenvalue of a symmetric M is the
    spectral theorem, which is not proved here; that it is below every eigenvalue is.

    Backs: weyl, rayleigh. *)

From Coq Require Import Reals Lra Psatz Lia.
From NtkProps Require Import Sums Norms.
Open Scope R_scope.

Definition is_infimum (E : R -> Prop) (l : R) : Prop :=
  (forall x, E x -> l <= x) /\ (forall b, (forall x, E x -> b <= x) -> b <= l).
Definition is_lambda_min (n : nat) (M : matrix) (l : R) : Prop :=
  is_infimum (fun q => exists v, norm n v = 1 /\ q = form n M v) l.

Lemma form_scale n M c v : form n M (fun i => c * v i) = c ^ 2 * form n M v.
Proof.
  unfold form, times. rewrite inner_sym, inner_scale, inner_sym.
  replace (c ^ 2 * _) with (c * (c * inner n v (fun i => inner n (M i) v))) by ring. f_equal.
  rewrite <- inner_scale. apply sum_ext. intros i Hi. now rewrite inner_scale.
Qed.

Lemma form_minus n A B v :
  form n (fun i j => A i j - B i j) v = form n A v - form n B v.
Proof.
  unfold form, times.
  replace (_ - _) with (inner n v (fun i => inner n (A i) v) + -1 * inner n v (fun i => inner n (B i) v)) by ring.
  rewrite <- inner_scale, <- inner_plus. apply sum_ext. intros i Hi. f_equal.
  unfold inner. rewrite <- sum_scale, <- sum_plus. apply sum_ext. intros; ring.
Qed.

(** lambda_min(M) ||v||^2 <= v^T M v, for every v *)
Lemma rayleigh n M l v : is_lambda_min n M l -> l * norm n v ^ 2 <= form n M v.
Proof.
  intros [Hlower _]. destruct (Req_dec (norm n v) 0) as [Hzero|Hv].
  - pose proof (cauchy_schwarz n v (times n M v)) as H. rewrite Hzero in *.
    apply abs_between in H. unfold form. lra.
  - assert (Hpos : 0 < norm n v) by (pose proof (norm_nonneg n v); lra).
    assert (H : l <= form n M (fun i => / norm n v * v i)).
    { apply Hlower. exists (fun i => / norm n v * v i). split; [|reflexivity].
      rewrite norm_scale, Rabs_pos_eq by (left; apply Rinv_0_lt_compat, Hpos). now field. }
    rewrite form_scale in H. apply Rmult_le_compat_r with (r := norm n v ^ 2) in H; [|apply pow2_ge_0].
    replace ((/ norm n v) ^ 2 * form n M v * norm n v ^ 2) with (form n M v) in H by now field.
    exact H.
Qed.

(** lambda_min(M) <= M_ii *)
Lemma lambda_min_le_diagonal n M l k : (k < n)%nat -> is_lambda_min n M l -> l <= M k k.
Proof.
  intros Hk H. apply rayleigh with (v := basis k) in H. rewrite norm_basis in H by exact Hk.
  assert (Hform : form n M (basis k) = M k k)
    by (unfold form, times; rewrite inner_sym, inner_basis, inner_basis by exact Hk; reflexivity).
  rewrite Hform in H. lra.
Qed.

(** lambda_min(M) is at most every eigenvalue: M v = mu v with v <> 0 gives lambda_min(M) <= mu *)
Lemma lambda_min_le_eigenvalue n M l mu v :
  is_lambda_min n M l -> 0 < norm n v -> (forall i, (i < n)%nat -> times n M v i = mu * v i) -> l <= mu.
Proof.
  intros Hl Hv Hmu. pose proof (rayleigh n M l v Hl) as H.
  assert (Hform : form n M v = mu * norm n v ^ 2).
  { rewrite norm_square, <- inner_scale. apply sum_ext. intros i Hi. now rewrite Hmu. }
  rewrite Hform in H. apply Rmult_le_reg_r with (norm n v ^ 2); [apply pow_lt, Hv | exact H].
Qed.

(** lambda_min(M) exists for n >= 1. *)
Lemma lambda_min_exists n M : (0 < n)%nat -> exists l, is_lambda_min n M l.
Proof.
  intros Hn.
  destruct (completeness (fun c => exists v, norm n v = 1 /\ c = - form n M v)) as [s [Hupper Hleast]].
  - exists (frobenius n M). intros c [v [Hv ->]].
    pose proof (times_le_frobenius n M v) as H1. pose proof (cauchy_schwarz n v (times n M v)) as H2.
    rewrite Hv in *. apply abs_between in H2. unfold form. lra.
  - exists (- form n M (basis 0)), (basis 0). split; [apply norm_basis, Hn | reflexivity].
  - exists (- s). split.
    + intros q [v [Hv ->]]. enough (- form n M v <= s) by lra. apply Hupper. now exists v.
    + intros b Hb. enough (s <= - b) by lra. apply Hleast. intros c [v [Hv ->]].
      enough (b <= form n M v) by lra. apply Hb. now exists v.
Qed.

(** lambda_min(A) >= lambda_min(B) - ||A - B||_2 *)
Theorem weyl n A B a b s :
  is_lambda_min n A a -> is_lambda_min n B b -> is_spectral_norm n (fun i j => A i j - B i j) s ->
  b - s <= a.
Proof.
  intros [_ Hgreatest] HB Hs. apply Hgreatest. intros q [v [Hv ->]].
  pose proof (rayleigh n B b v HB) as H1.
  pose proof (times_le_spectral n _ s v Hs) as H2.
  pose proof (cauchy_schwarz n v (times n (fun i j => A i j - B i j) v)) as H3.
  fold (form n (fun i j => A i j - B i j) v) in H3. rewrite form_minus in H3.
  rewrite Hv in *. apply abs_between in H3. lra.
Qed.

(** As the lecture uses it: ||H - H(0)||_2 <= lambda_0/4 and lambda_min(H(0)) >= 3 lambda_0/4 give
    lambda_min(H) >= lambda_0/2. *)
Corollary weyl_step n H H0 l l0 s lambda_0 :
  is_lambda_min n H l -> is_lambda_min n H0 l0 -> is_spectral_norm n (fun i j => H i j - H0 i j) s ->
  s <= lambda_0 / 4 -> 3 * lambda_0 / 4 <= l0 -> lambda_0 / 2 <= l.
Proof. intros Hl Hl0 Hs. pose proof (weyl n H H0 l l0 s Hl Hl0 Hs). lra. Qed.

(** Lemmas 3 and 4 together: ||H(0) - H*||_2 <= lambda_0/4 and ||H - H(0)||_2 <= lambda_0/4 give lambda_min(H) >= lambda_0/2. *)
Corollary weyl_twice n H H0 Hstar l s s0 lambda_0 :
  (0 < n)%nat -> is_lambda_min n H l -> is_lambda_min n Hstar lambda_0 ->
  is_spectral_norm n (fun i j => H0 i j - Hstar i j) s0 -> is_spectral_norm n (fun i j => H i j - H0 i j) s ->
  s0 <= lambda_0 / 4 -> s <= lambda_0 / 4 -> lambda_0 / 2 <= l.
Proof.
  intros Hn Hl Hstar_min Hs0 Hs Hle0 Hle. destruct (lambda_min_exists n H0 Hn) as [l0 Hl0].
  pose proof (weyl n H0 Hstar l0 lambda_0 s0 Hl0 Hstar_min Hs0). pose proof (weyl n H H0 l l0 s Hl Hl0 Hs). lra.
Qed.
