(** * Induction over a step, Hoelder, operator norms, Chernoff, and what independence gives

    For: recursions e_(k+1) <= c e_k, powers such as (1 + x)^n, bounds on v^T A v and on A v, tails from a bound on
    the moment generating function, and the variance of a sum. Chernoff holds for every law in the sense of
    Expectation.v; independence is that of a product of two laws on finitely many outcomes.

    Backs: induction, hoelder, operator_norm, chernoff, independence. *)

From Coq Require Import Reals Lra Psatz Lia.
From NtkProps Require Import Sums Norms Expectation.
Open Scope R_scope.

(** P(N) for N >= 1 from P(1) and, below N, from P(k) to P(k + 1) *)
Lemma induction_to (P : nat -> Prop) (N : nat) :
  (1 <= N)%nat -> P 1%nat -> (forall k, (1 <= k)%nat -> (k + 1 <= N)%nat -> P k -> P (k + 1)%nat) -> P N.
Proof.
  intros HN Hone Hstep.
  assert (forall m, (1 <= m)%nat -> (m <= N)%nat -> P m) as H.
  { intros m Hm. induction Hm as [|m Hm IH]; intros Hle; [exact Hone|].
    replace (S m) with (m + 1)%nat by lia. apply Hstep; [lia | lia | apply IH; lia]. }
  apply H; lia.
Qed.

(** (1 + x)^n >= 1 + n x for x > -1: the induction that notes leave to the reader *)
Lemma bernoulli (x : R) (n : nat) : -1 < x -> 1 + INR n * x <= (1 + x) ^ n.
Proof.
  intros Hx. induction n as [|n IH]; [simpl; lra|].
  rewrite S_INR. cbn [pow]. pose proof (pos_INR n).
  apply Rle_trans with ((1 + x) * (1 + INR n * x)); [nra|]. apply Rmult_le_compat_l; lra.
Qed.

(** |<a, b>| <= ||a||_1 ||b||_inf, with any bound c of the entries of b *)
Lemma hoelder n (a b : vector) c :
  (forall i, (i < n)%nat -> Rabs (b i) <= c) -> Rabs (inner n a b) <= (\sum_(i < n) Rabs (a i)) * c.
Proof.
  intros Hb. apply Rle_trans with (1 := sum_abs n _).
  rewrite Rmult_comm, <- sum_scale. apply sum_le. intros i Hi.
  rewrite Rabs_mult, Rmult_comm. apply Rmult_le_compat_r; [apply Rabs_pos | now apply Hb].
Qed.

(** |v^T A v| <= ||A|| ||v||^2 *)
Lemma form_le_spectral n M s v : is_spectral_norm n M s -> Rabs (form n M v) <= s * norm n v ^ 2.
Proof.
  intros H. unfold form. apply Rle_trans with (1 := cauchy_schwarz n v (times n M v)).
  pose proof (times_le_spectral n M s v H). pose proof (norm_nonneg n v). nra.
Qed.

(** ||A (B v)|| <= ||A|| ||B|| ||v|| *)
Lemma product_le_spectral n A B s t v :
  is_spectral_norm n A s -> is_spectral_norm n B t -> 0 <= s ->
  norm n (times n A (times n B v)) <= s * t * norm n v.
Proof.
  intros HA HB Hs. apply Rle_trans with (1 := times_le_spectral n A s _ HA).
  pose proof (times_le_spectral n B t v HB). nra.
Qed.

(** Pr[X >= a] exp(s a) <= E exp(s X) for s >= 0 *)
Lemma chernoff Omega (L : law Omega) (X : Omega -> R) (a s : R) :
  0 <= s -> integrable L (fun o => one_if (a <= X o)) -> integrable L (fun o => exp (s * X o)) ->
  E L (fun o => one_if (a <= X o)) * exp (s * a) <= E L (fun o => exp (s * X o)).
Proof.
  intros Hs Htail Hexp. rewrite Rmult_comm, <- E_scale by exact Htail.
  apply E_monotone; [now apply integrable_scale | exact Hexp |].
  intros o. destruct (Rle_dec a (X o)) as [H|H].
  - rewrite one_if_true by exact H. rewrite Rmult_1_r.
    destruct (Rle_lt_or_eq_dec (s * a) (s * X o)) as [Hl|He]; [nra | | rewrite He; lra].
    left. now apply exp_increasing.
  - rewrite one_if_false by exact H. rewrite Rmult_0_r. left. apply exp_pos.
Qed.

(** E[f(x) g(y)] = E[f(x)] E[g(y)] under a product of laws with weights p and q *)
Lemma independent_product n m (p q f g : nat -> R) :
  \sum_(i < n) \sum_(j < m) (p i * q j * (f i * g j)) = (\sum_(i < n) (p i * f i)) * \sum_(j < m) (q j * g j).
Proof.
  rewrite Rmult_comm, <- sum_scale. apply sum_ext. intros i Hi.
  rewrite Rmult_comm, <- sum_scale. apply sum_ext. intros j Hj. ring.
Qed.

(** Var(x + y) = Var(x) + Var(y) where E[x y] = E[x] E[y] *)
Lemma independent_variance (xx yy xy x y : R) :
  xy = x * y -> (xx + 2 * xy + yy) - (x + y) ^ 2 = (xx - x ^ 2) + (yy - y ^ 2).
Proof. intros ->. ring. Qed.
