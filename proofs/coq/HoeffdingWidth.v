(** * The width that Hoeffding's inequality asks for

    For: m >= Omega(eps^-2 n^2 log(n / delta)) in Lemma 3, with its constants: Hoeffding for each of the n^2 entries at
    accuracy eps / n and the union bound leave 2 n^2 exp(-2 m eps^2 / n^2) <= delta, which is solved for m here.

    Backs: hoeffding. *)

From Coq Require Import Reals Lra.
From NtkProps Require Import Bridges.
Open Scope R_scope.

(** 2 n^2 exp(-2 m eps^2 / n^2) <= delta iff m >= n^2 / (2 eps^2) log(2 n^2 / delta) *)
Theorem hoeffding_width n m eps delta :
  0 < n -> 0 < eps -> 0 < delta ->
  (2 * n ^ 2 * exp (- (2 * m * eps ^ 2 / n ^ 2)) <= delta <-> n ^ 2 / (2 * eps ^ 2) * ln (2 * n ^ 2 / delta) <= m).
Proof.
  intros Hn He Hd. assert (Hn2 : 0 < n ^ 2) by (now apply pow_lt). assert (He2 : 0 < eps ^ 2) by (now apply pow_lt).
  assert (Hr : 0 < 2 * n ^ 2 / delta) by (apply Rdiv_lt_0_compat; lra).
  rewrite exp_le_iff_log by lra.
  replace (delta / (2 * n ^ 2)) with (/ (2 * n ^ 2 / delta)) by (field; lra). rewrite ln_Rinv by exact Hr.
  set (l := ln (2 * n ^ 2 / delta)). set (c := 2 * eps ^ 2 / n ^ 2).
  assert (Hc : 0 < c) by (unfold c; apply Rdiv_lt_0_compat; lra).
  replace (2 * m * eps ^ 2 / n ^ 2) with (c * m) by (unfold c; field; lra).
  replace (n ^ 2 / (2 * eps ^ 2) * l) with (l * / c) by (unfold c; field; lra).
  split; intros H.
  - apply Rmult_le_reg_l with c; [exact Hc|]. replace (c * (l * / c)) with l by (field; lra). lra.
  - apply Rmult_le_compat_l with (r := c) in H; [|lra]. replace (c * (l * / c)) with l in H by (field; lra). lra.
Qed.
