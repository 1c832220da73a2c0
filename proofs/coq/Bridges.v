(** * The bridges from exp, log, |.|, max and roots to polynomials

    For: every fact that ntkprops.proof.scalar.facts hands to the polynomial kernel, one lemma each, and
    squares of nonnegative sides, a exp u <= b through a logarithm.

    Backs: algebra. *)

From Coq Require Import Reals Lra Psatz.
Open Scope R_scope.

(** ** Squares and roots *)

(** x <= y iff x^2 <= y^2, for x, y >= 0 *)
Lemma le_iff_squares x y : 0 <= x -> 0 <= y -> (x <= y <-> x ^ 2 <= y ^ 2).
Proof. intros Hx Hy. split; intros H; nra. Qed.

(** sqrt(a) is the s >= 0 with s^2 = a, for a >= 0 *)
Lemma sqrt_is_root a s : 0 <= a -> 0 <= s -> (s = sqrt a <-> s ^ 2 = a).
Proof.
  intros Ha Hs. split; intros H.
  - subst s. now apply pow2_sqrt.
  - subst a. symmetry. now apply sqrt_pow2.
Qed.

(** ** Exponentials *)

(** exp u > 0 *)
Lemma exp_positive u : 0 < exp u.
Proof. apply exp_pos. Qed.

(** exp u >= 1 + u *)
Lemma exp_lower_line u : 1 + u <= exp u.
Proof. apply exp_ineq1_le. Qed.

(** exp u >= 1 where u >= 0 *)
Lemma exp_at_least_one u : 0 <= u -> 1 <= exp u.
Proof. intros H. pose proof (exp_lower_line u). lra. Qed.

(** exp u <= exp v where u <= v *)
Lemma exp_monotone u v : u <= v -> exp u <= exp v.
Proof. intros [H| ->]; [left; now apply exp_increasing | right; reflexivity]. Qed.

(** exp u <= 1 where u <= 0 *)
Lemma exp_at_most_one u : u <= 0 -> exp u <= 1.
Proof. intros H. rewrite <- exp_0. now apply exp_monotone. Qed.

(** 1 + u + u^2/2 compared with exp u changes sign at 0: the difference has derivative exp u - 1 - u >= 0. *)
Lemma exp_parabola_gap u v : u <= v -> exp u - (1 + u + u ^ 2 / 2) <= exp v - (1 + v + v ^ 2 / 2).
Proof.
  intros [Huv| ->]; [|lra].
  destruct (MVT_cor2 (fun s => exp s - (1 + s + s ^ 2 / 2)) (fun s => exp s - (1 + s)) u v Huv) as [c [Hc _]].
  - intros c _. replace (exp c - (1 + c)) with (exp c - (0 + 1 + (INR 2 * c ^ 1 * / 2 + c ^ 2 * 0))) by (simpl; field).
    apply derivable_pt_lim_minus; [apply derivable_pt_lim_exp|].
    apply derivable_pt_lim_plus; [apply derivable_pt_lim_plus; [apply derivable_pt_lim_const | apply derivable_pt_lim_id]|].
    apply (derivable_pt_lim_mult (fun s => s ^ 2) (fun _ => / 2)); [apply derivable_pt_lim_pow | apply derivable_pt_lim_const].
  - pose proof (exp_lower_line c). nra.
Qed.

(** exp u >= 1 + u + u^2/2 where u >= 0 *)
Lemma exp_parabola_below u : 0 <= u -> 1 + u + u ^ 2 / 2 <= exp u.
Proof. intros H. pose proof (exp_parabola_gap 0 u H) as H1. rewrite exp_0 in H1. lra. Qed.

(** exp u <= 1 + u + u^2/2 where u <= 0 *)
Lemma exp_parabola_above u : u <= 0 -> exp u <= 1 + u + u ^ 2 / 2.
Proof. intros H. pose proof (exp_parabola_gap u 0 H) as H1. rewrite exp_0 in H1. lra. Qed.

(** exp(u/2)^2 = exp u, which takes the root of both sides of Lemma 5 in (24) *)
Lemma exp_half_square u : exp (u / 2) ^ 2 = exp u.
Proof. simpl. rewrite Rmult_1_r, <- exp_plus. f_equal. field. Qed.

(** ** Logarithms *)

(** log p <= log q where 0 < p <= q *)
Lemma log_monotone p q : 0 < p -> p <= q -> ln p <= ln q.
Proof. intros Hp [H| ->]; [left; now apply ln_increasing | right; reflexivity]. Qed.

(** log p <= p - 1 for p > 0 *)
Lemma log_upper_line p : 0 < p -> ln p <= p - 1.
Proof. intros H. pose proof (exp_lower_line (ln p)) as H1. rewrite exp_ln in H1; lra. Qed.

(** log p >= 1 - 1/p for p > 0 *)
Lemma log_lower_line p : 0 < p -> 1 - 1 / p <= ln p.
Proof.
  intros H. pose proof (log_upper_line (/ p) (Rinv_0_lt_compat p H)) as H1.
  rewrite ln_Rinv in H1 by exact H. lra.
Qed.

(** log p >= 0 where p >= 1 *)
Lemma log_nonnegative p : 1 <= p -> 0 <= ln p.
Proof. intros H. rewrite <- ln_1. apply log_monotone; lra. Qed.

(** log p <= 0 where 0 < p <= 1 *)
Lemma log_nonpositive p : 0 < p -> p <= 1 -> ln p <= 0.
Proof. intros H H1. rewrite <- ln_1. now apply log_monotone. Qed.

(** a exp u <= b iff u <= log(b/a), for a, b > 0 *)
Lemma exp_le_iff_log a b u : 0 < a -> 0 < b -> (a * exp u <= b <-> u <= ln (b / a)).
Proof.
  intros Ha Hb. assert (Hba : 0 < b / a) by now apply Rdiv_lt_0_compat. split; intros H.
  - rewrite <- (ln_exp u). apply log_monotone; [apply exp_pos|].
    apply Rmult_le_reg_l with a; [exact Ha|]. replace (a * (b / a)) with b by (field; lra). exact H.
  - apply exp_monotone in H. rewrite exp_ln in H by exact Hba.
    apply Rmult_le_compat_l with (r := a) in H; [|lra]. replace (a * (b / a)) with b in H by (field; lra). exact H.
Qed.

(** ** Absolute values and maxima *)

(** -|p| <= p <= |p| and |p|^2 = p^2 *)
Lemma absolute_value p : - Rabs p <= p <= Rabs p /\ Rabs p ^ 2 = p ^ 2.
Proof. split; [|apply pow2_abs]. unfold Rabs. destruct (Rcase_abs p); lra. Qed.

(** max(p, q) >= p, max(p, q) >= q and (max(p, q) - p)(max(p, q) - q) = 0 *)
Lemma maximum p q : p <= Rmax p q /\ q <= Rmax p q /\ (Rmax p q - p) * (Rmax p q - q) = 0.
Proof. unfold Rmax. destruct (Rle_dec p q); nra. Qed.

(** min(p, q) <= p, min(p, q) <= q and (min(p, q) - p)(min(p, q) - q) = 0 *)
Lemma minimum p q : Rmin p q <= p /\ Rmin p q <= q /\ (Rmin p q - p) * (Rmin p q - q) = 0.
Proof. unfold Rmin. destruct (Rle_dec p q); nra. Qed.

(** ** Quotients *)

(** a/b <= c iff a <= c b, for b > 0 *)
Lemma quotient_le_iff a b c : 0 < b -> (a / b <= c <-> a <= c * b).
Proof.
  intros Hb. split; intros H.
  - apply Rmult_le_compat_r with (r := b) in H; [|lra]. replace (a / b * b) with a in H by (field; lra). exact H.
  - apply Rmult_le_reg_r with b; [exact Hb|]. replace (a / b * b) with a by (field; lra). exact H.
Qed.
