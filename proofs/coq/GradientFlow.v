(** * Lemma 5 and the argument that closes Theorem 1, for any gradient flow

    For: equations (15) to (27) and the step from the lemmas to Theorem 1, with vectors and matrices of any size.
    Between finitely many kinks the flow obeys Lemma 2 and gradient descent on the weights; an activation is any number
    in [0, 1], so that a weight may also slide along a kink (Clarke's flow). What is taken for granted is what Lemma 4
    gives: v^T H(s) v >= lambda_0/2 ||v||^2 as long as every weight is within R of its start.

    Backs: groenwall, bootstrap, chain_rule, cauchy_schwarz, triangle, fundamental_theorem. *)

From Coq Require Import Reals Lra Psatz Lia List.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Norms Bridges Calculus Groenwall Bootstrap.
Open Scope R_scope.

Lemma continuity_sum n (f : nat -> R -> R) t :
  (forall i, (i < n)%nat -> continuity_pt (f i) t) -> continuity_pt (fun s => \sum_(i < n) f i s) t.
Proof.
  induction n as [|n IH]; simpl; intros H; [apply continuity_pt_const; intros ? ?; reflexivity|].
  apply (continuity_pt_plus (fun s => \sum_(i < n) f i s) (f n)); [apply IH; intros; apply H; lia | apply H; lia].
Qed.

Lemma continuity_norm_square n (v : R -> vector) t :
  (forall i, (i < n)%nat -> continuity_pt (fun s => v s i) t) -> continuity_pt (fun s => inner n (v s) (v s)) t.
Proof.
  intros H. apply (continuity_sum n (fun i s => v s i * v s i)). intros i Hi.
  apply (continuity_pt_mult (fun s => v s i) (fun s => v s i)); now apply H.
Qed.

Lemma continuity_norm n (v : R -> vector) t :
  (forall i, (i < n)%nat -> continuity_pt (fun s => v s i) t) -> continuity_pt (fun s => norm n (v s)) t.
Proof.
  intros H. apply (continuity_pt_comp (fun s => inner n (v s) (v s)) sqrt).
  - now apply continuity_norm_square.
  - apply continuity_pt_sqrt, inner_nonneg.
Qed.

(** ||v|| <= c if <e, v> <= c for every unit vector e, and c >= 0 *)
Lemma norm_le_by_directions n v c : 0 <= c -> (forall e, norm n e = 1 -> inner n e v <= c) -> norm n v <= c.
Proof.
  intros Hc H. destruct (Req_dec (norm n v) 0) as [->|Hv]; [exact Hc|].
  assert (Hpos : 0 < norm n v) by (pose proof (norm_nonneg n v); lra).
  specialize (H (fun i => / norm n v * v i)). rewrite inner_sym, inner_scale, <- norm_square in H.
  replace (/ norm n v * norm n v ^ 2) with (norm n v) in H by (field; exact Hv). apply H.
  rewrite norm_scale, Rabs_pos_eq by (left; apply Rinv_0_lt_compat, Hpos). now field.
Qed.

(** -dL/dw_k as in (21), with residual r = u - y and activations active_ki *)
Definition descent (n m : nat) (x : nat -> vector) (a : nat -> R) (r : vector) (active : nat -> nat -> R) (k : nat) : vector :=
  fun j => \sum_(i < n) (- r i * (1 / sqrt (INR m)) * a k * active k i * x i j).

(** A gradient flow on [0, T] with n samples in dimension d and m hidden neurons *)
Record flow (n d m : nat) (T : R) := {
  inputs : nat -> vector;                    (* x_i *)
  output_signs : nat -> R;                   (* a_k *)
  residual : R -> vector;                    (* u(t) - y *)
  weights : R -> nat -> vector;              (* w_k(t) *)
  gram : R -> matrix;                        (* H(t) *)
  activation : R -> nat -> nat -> R;         (* 1[x_i^T w_k(t) >= 0], or Clarke's weight at a kink *)
  kinks : list R;

  unit_inputs : forall i, (i < n)%nat -> norm d (inputs i) = 1;
  signs : forall k, Rabs (output_signs k) = 1;
  activation_range : forall s k i, 0 <= activation s k i <= 1;
  residual_continuous : forall s i, 0 <= s <= T -> continuity_pt (fun s => residual s i) s;
  weights_continuous : forall s k j, 0 <= s <= T -> continuity_pt (fun s => weights s k j) s;
  dynamics : forall s i, 0 < s < T -> ~ In s kinks ->  (* Lemma 2 *)
    is_derive (fun s => residual s i) s (- times n (gram s) (residual s) i);
  gradient_flow : forall s k j, 0 < s < T -> ~ In s kinks ->  (* equation (2) *)
    is_derive (fun s => weights s k j) s (descent n m inputs output_signs (residual s) (activation s) k j)
}.

Arguments inputs {n d m T} _ _ _.
Arguments output_signs {n d m T} _ _.
Arguments residual {n d m T} _ _ _.
Arguments weights {n d m T} _ _ _ _.
Arguments gram {n d m T} _ _ _ _.
Arguments activation {n d m T} _ _ _ _.
Arguments kinks {n d m T} _.

Section Flow.
  Context {n d m : nat} {T : R} (f : flow n d m T) (lambda_0 : R).
  Local Notation r := (residual f).
  Local Notation w := (weights f).
  Local Notation H := (gram f).
  Local Notation velocity s := (descent n m (inputs f) (output_signs f) (r s) (activation f s)).

  Hypothesis neurons : (0 < m)%nat.
  Hypothesis lambda_positive : 0 < lambda_0.

  Definition moved (t : R) (k : nat) : R := norm d (fun j => w t k j - w 0 k j).
  Definition well_conditioned (s : R) : Prop := forall v, lambda_0 / 2 * norm n v ^ 2 <= form n (H s) v.
  (** R' = sqrt(n/m) ||u(0) - y|| 2/lambda_0, equation (27) *)
  Definition reach : R := sqrt (INR n / INR m) * norm n (r 0) * (2 / lambda_0).

  (** Lemma 5.1: ||u(t) - y||^2 <= exp(-lambda_0 t) ||u(0) - y||^2 *)
  Lemma residual_decay t :
    0 <= t <= T -> (forall s, 0 <= s <= t -> well_conditioned s) ->
    norm n (r t) ^ 2 <= exp (- lambda_0 * t) * norm n (r 0) ^ 2.
  Proof.
    intros Ht Hgood.
    apply (groenwall_between_kinks (fun s => norm n (r s) ^ 2)
      (fun s => 2 * inner n (r s) (fun i => - times n (H s) (r s) i)) (- lambda_0) t (kinks f)); [| |lra].
    - intros s Hs. apply (continuity_pt_ext (fun s => inner n (r s) (r s))); [intros; symmetry; apply norm_square|].
      apply continuity_norm_square. intros i _. apply residual_continuous. lra.
    - intros s Hs Hk. split.
      + apply (derive_norm_square n r (fun s i => - times n (H s) (r s) i)). intros i _. apply dynamics; [lra | exact Hk].
      + pose proof (Hgood s ltac:(lra) (r s)) as Hs'. unfold form in Hs'.
        replace (inner n (r s) (fun i => - times n (H s) (r s) i)) with (-1 * inner n (r s) (times n (H s) (r s)))
          by (rewrite <- inner_scale; apply sum_ext; intros; ring).
        lra.
  Qed.

  (** ||u(s) - y|| <= exp(-lambda_0 s / 2) ||u(0) - y||, the root of both sides, as (24) uses it *)
  Lemma residual_decay_root s :
    0 <= s <= T -> (forall s', 0 <= s' <= s -> well_conditioned s') ->
    norm n (r s) <= exp (- lambda_0 * s / 2) * norm n (r 0).
  Proof.
    intros Hs Hgood. apply le_iff_squares; [apply norm_nonneg | |].
    - apply Rmult_le_pos; [left; apply exp_pos | apply norm_nonneg].
    - rewrite Rpow_mult_distr, exp_half_square. now apply residual_decay.
  Qed.

  (** ||dw_k/ds|| <= 1/sqrt(m) sum_i |u_i - y_i| <= sqrt(n/m) ||u(s) - y||, from (21) to (23) *)
  Lemma speed s k : norm d (velocity s k) <= sqrt (INR n / INR m) * norm n (r s).
  Proof.
    assert (HM : 0 < sqrt (INR m)) by (apply sqrt_lt_R0, lt_0_INR, neurons).
    assert (Hi := Rinv_0_lt_compat _ HM).
    eapply Rle_trans; [apply (triangle_sum d n (fun i => - r s i * (1 / sqrt (INR m)) * output_signs f k * activation f s k i))|].
    apply Rle_trans with (/ sqrt (INR m) * \sum_(i < n) Rabs (r s i)).
    - rewrite <- sum_scale. apply sum_le. intros i Hlt. rewrite unit_inputs, !Rabs_mult, Rabs_Ropp, signs by exact Hlt.
      rewrite (Rabs_pos_eq (activation f s k i)) by apply activation_range. rewrite (Rabs_pos_eq (1 / _)) by (unfold Rdiv; lra).
      destruct (activation_range n d m T f s k i) as [H0 H1]. pose proof (Rabs_pos (r s i)).
      replace (Rabs (r s i) * (1 / sqrt (INR m)) * 1 * activation f s k i * 1)
        with (/ sqrt (INR m) * Rabs (r s i) * activation f s k i) by (field; lra).
      rewrite <- (Rmult_1_r (/ sqrt (INR m) * Rabs (r s i))) at 2.
      apply Rmult_le_compat_l; [apply Rmult_le_pos; lra | exact H1].
    - rewrite sqrt_div_alt by apply lt_0_INR, neurons.
      replace (sqrt (INR n) / sqrt (INR m) * norm n (r s)) with (/ sqrt (INR m) * (sqrt (INR n) * norm n (r s)))
        by (field; lra).
      apply Rmult_le_compat_l; [lra | apply sum_abs_norm].
  Qed.

  Lemma reach_nonneg : 0 <= reach.
  Proof.
    unfold reach. apply Rmult_le_pos; [apply Rmult_le_pos; [apply sqrt_pos | apply norm_nonneg]|].
    left. apply Rdiv_lt_0_compat; lra.
  Qed.

  (** Lemma 5.2: ||w_k(t) - w_k(0)|| <= R' (1 - exp(-lambda_0 t / 2)) *)
  Lemma weights_stay_near_start t k :
    0 <= t <= T -> (forall s, 0 <= s <= t -> well_conditioned s) ->
    moved t k <= reach * (1 - exp (- lambda_0 * t / 2)).
  Proof.
    intros Ht Hgood. pose proof reach_nonneg as Hreach.
    assert (Hproduct : 0 <= lambda_0 * t) by (apply Rmult_le_pos; lra).
    assert (Hnegative : - lambda_0 * t / 2 <= 0) by lra.
    assert (Hexp : 0 <= 1 - exp (- lambda_0 * t / 2)) by (pose proof (exp_at_most_one _ Hnegative); lra).
    apply norm_le_by_directions; [now apply Rmult_le_pos|]. intros e He.
    set (c := sqrt (INR n / INR m) * norm n (r 0)).
    set (gap := fun s => inner d e (fun j => w s k j - w 0 k j) - reach * (1 - exp (- lambda_0 * s / 2))).
    enough (Hgap : gap t <= gap 0).
    { unfold gap in Hgap. replace (- lambda_0 * 0 / 2) with 0 in Hgap by field. rewrite exp_0 in Hgap.
      unfold inner in Hgap at 2. rewrite (sum_ext d _ (fun _ => 0)), sum_const in Hgap by (intros; ring). lra. }
    apply (decreasing_between_kinks (kinks f) gap (fun s => inner d e (velocity s k) - c * exp (- lambda_0 * s / 2))); [lra | |].
    - intros s Hs. apply continuity_pt_minus.
      + apply (continuity_sum d (fun j s => e j * (w s k j - w 0 k j))). intros j _.
        apply continuity_pt_mult; [apply continuity_pt_const; intros ? ?; reflexivity|].
        apply continuity_pt_minus; [apply weights_continuous; lra | apply continuity_pt_const; intros ? ?; reflexivity].
      + apply continuity_pt_filterlim, (ex_derive_continuous (fun s => reach * (1 - exp (- lambda_0 * s / 2)))).
        auto_derive. exact I.
    - intros s Hs Hk. split.
      + apply (is_derive_minus (V := R_NormedModule) (fun s => inner d e (fun j => w s k j - w 0 k j))
          (fun s => reach * (1 - exp (- lambda_0 * s / 2)))).
        * apply (derive_sum d (fun j s => e j * (w s k j - w 0 k j)) (fun j s => e j * velocity s k j)). intros j _.
          apply (is_derive_scal (fun s => w s k j - w 0 k j)).
          replace (velocity s k j) with (minus (velocity s k j) 0) by (unfold minus, plus, opp; simpl; ring).
          apply (is_derive_minus (V := R_NormedModule)); [apply gradient_flow; [lra | exact Hk] | apply @is_derive_const].
        * unfold reach. auto_derive; [exact I | unfold c, Rdiv; field; lra].
      + pose proof (cauchy_schwarz d e (velocity s k)) as H1. rewrite He in H1. apply abs_between in H1.
        pose proof (speed s k) as H2. assert (Hs' : 0 <= s <= T) by lra.
        pose proof (residual_decay_root s Hs' ltac:(intros; apply Hgood; lra)) as H3.
        apply Rmult_le_compat_l with (r := sqrt (INR n / INR m)) in H3; [|apply sqrt_pos]. unfold c. lra.
  Qed.

  (** ||w_k(t) - w_k(0)|| <= R', as printed in (27) *)
  Corollary weights_within_reach t k :
    0 <= t <= T -> (forall s, 0 <= s <= t -> well_conditioned s) -> moved t k <= reach.
  Proof.
    intros Ht Hgood. pose proof (weights_stay_near_start t k Ht Hgood).
    pose proof reach_nonneg. pose proof (exp_pos (- lambda_0 * t / 2)). nra.
  Qed.

  (** Lemma 4 on the event where it holds *)
  Variable radius : R.
  Hypothesis gram_stability : forall s, 0 <= s <= T -> (forall k, (k < m)%nat -> moved s k <= radius) -> well_conditioned s.

  (** Theorem 1 from its lemmas: if R' <= R then ||u(t) - y||^2 <= exp(-lambda_0 t) ||u(0) - y||^2 for every t, and no weight
      ever moves further than R'. *)
  Theorem convergence :
    0 < radius -> reach <= radius -> forall t, 0 <= t <= T ->
    norm n (r t) ^ 2 <= exp (- lambda_0 * t) * norm n (r 0) ^ 2 /\ forall k, (k < m)%nat -> moved t k <= reach.
  Proof.
    intros Hradius Hle.
    assert (Hstay : forall t k, 0 <= t <= T -> (k < m)%nat -> moved t k < radius).
    { apply (bootstrap_many m (fun k t => moved t k)).
      - intros k t _ Ht. apply (continuity_norm d (fun t j => w t k j - w 0 k j)). intros j _.
        apply continuity_pt_minus; [now apply weights_continuous | apply continuity_pt_const; intros ? ?; reflexivity].
      - intros k _. unfold moved. rewrite (norm_ext d _ (fun _ => 0)), norm_zero by (intros; ring). lra.
      - intros t Ht Hbefore k _.
        assert (Hgood : forall s, 0 <= s <= t -> well_conditioned s)
          by (intros s Hs; apply gram_stability; [lra | intros; now apply Hbefore]).
        pose proof (weights_stay_near_start t k Ht Hgood). pose proof (exp_pos (- lambda_0 * t / 2)).
        pose proof reach_nonneg. nra. }
    assert (Hgood : forall s, 0 <= s <= T -> well_conditioned s)
      by (intros s Hs; apply gram_stability; [exact Hs | intros; left; now apply Hstay]).
    intros t Ht. split; [apply residual_decay; [exact Ht|] | intros; apply weights_within_reach; [exact Ht|]];
      intros s Hs; apply Hgood; lra.
  Qed.
End Flow.
