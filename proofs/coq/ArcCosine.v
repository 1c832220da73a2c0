(** * The angular form of the arc-cosine kernel

    For: H*_ij = x_i^T x_j (pi - theta_ij) / (2 pi), the matrix whose least eigenvalue is lambda_0. Two unit inputs span
    a plane; a weight w acts there only through its angle phi. Proved here: for phi uniform on (-pi, pi], both
    neurons are active with probability (pi - theta) / (2 pi). Not proved here: that the angle of a Gaussian w is
    uniform (its law is invariant under rotations).

    Backs: gaussian_moments. *)

From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Expectation.
Open Scope R_scope.

(** 1[x^T w >= 0] 1[x'^T w >= 0] as a function of the angle phi of w, the inputs being at angles 0 and theta *)
Definition both_active (theta phi : R) : R := one_if (0 <= cos phi) * one_if (0 <= cos (phi - theta)).

(** With x = (1, 0), x' = (cos theta, sin theta), w = rho (cos phi, sin phi), rho > 0: x^T w >= 0 iff cos phi >= 0 and
    x'^T w >= 0 iff cos(phi - theta) >= 0. *)
Lemma activation_by_angle rho theta phi :
  0 < rho ->
  (0 <= 1 * (rho * cos phi) + 0 * (rho * sin phi) <-> 0 <= cos phi) /\
  (0 <= cos theta * (rho * cos phi) + sin theta * (rho * sin phi) <-> 0 <= cos (phi - theta)).
Proof.
  intros Hrho. rewrite cos_minus. split; split; intros H; try nra.
Qed.

Lemma is_RInt_constant_on (f : R -> R) c a b :
  a <= b -> (forall s, a < s < b -> f s = c) -> is_RInt f a b (c * (b - a)).
Proof.
  intros Hab H. replace (c * (b - a)) with (scal (b - a) c) by (unfold scal; simpl; unfold mult; simpl; ring).
  apply (is_RInt_ext (fun _ => c)); [|apply (is_RInt_const (V := R_NormedModule))].
  rewrite Rmin_left, Rmax_right by exact Hab. intros s Hs. symmetry. now apply H.
Qed.

(** int_{-pi}^{pi} 1[cos phi >= 0] 1[cos(phi - theta) >= 0] dphi = pi - theta, for 0 <= theta <= pi *)
Theorem both_active_angle theta : 0 <= theta <= PI -> is_RInt (both_active theta) (- PI) PI (PI - theta).
Proof.
  intros Ht. pose proof PI_RGT_0 as Hpi.
  replace (PI - theta) with
    (0 * (- (PI / 2) - - PI) + (0 * (theta - PI / 2 - - (PI / 2)) + (1 * (PI / 2 - (theta - PI / 2)) + 0 * (PI - PI / 2))))
    by field.
  apply (is_RInt_Chasles (V := R_NormedModule)) with (- (PI / 2));
    [|apply (is_RInt_Chasles (V := R_NormedModule)) with (theta - PI / 2);
      [|apply (is_RInt_Chasles (V := R_NormedModule)) with (PI / 2)]];
    apply is_RInt_constant_on; try lra; intros s Hs; unfold both_active.
  - rewrite (one_if_false (0 <= cos s)); [ring|]. apply Rlt_not_le. rewrite <- cos_neg.
    apply cos_lt_0; lra.
  - rewrite (one_if_false (0 <= cos (s - theta))); [ring|]. apply Rlt_not_le. rewrite <- cos_neg.
    apply cos_lt_0; lra.
  - rewrite !one_if_true; [ring | |]; left; apply cos_gt_0; lra.
  - rewrite (one_if_false (0 <= cos s)); [ring|]. apply Rlt_not_le. apply cos_lt_0; lra.
Qed.

(** For a uniform angle: E[1[x^T w >= 0] 1[x'^T w >= 0]] = (pi - theta) / (2 pi) *)
Corollary arc_cosine theta :
  0 <= theta <= PI -> is_RInt (fun phi => both_active theta phi / (2 * PI)) (- PI) PI ((PI - theta) / (2 * PI)).
Proof.
  intros Ht. pose proof PI_RGT_0. pose proof (both_active_angle theta Ht) as H1.
  apply (is_RInt_scal (V := R_NormedModule) _ _ _ (/ (2 * PI))) in H1.
  replace ((PI - theta) / (2 * PI)) with (scal (/ (2 * PI)) (PI - theta))
    by (unfold scal; simpl; unfold mult; simpl; field; lra).
  refine (is_RInt_ext _ _ _ _ _ _ H1). intros s _. unfold scal; simpl; unfold mult; simpl. field. lra.
Qed.

(** On the diagonal theta = 0, so H*_ii = 1/2 for unit inputs, and lambda_0 <= 1/2. *)
Corollary arc_cosine_diagonal : is_RInt (fun phi => both_active 0 phi / (2 * PI)) (- PI) PI (1 / 2).
Proof.
  pose proof PI_RGT_0. replace (1 / 2) with ((PI - 0) / (2 * PI)) by (field; lra). apply arc_cosine. lra.
Qed.
