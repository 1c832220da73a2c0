(** * Derivatives and integrals in inequalities

    For: the sign of a derivative, the bound of an integral by that of its integrand, the integral of an
    exponential (25), and ||int v|| <= int ||v||, the step from (19) to (20). The flow of the lecture has kinks,
    so a function may fail to be differentiable at finitely many points.

    Backs: fundamental_theorem, exponential_integral, triangle, linearity, chain_rule. *)

From Coq Require Import Reals Lra Psatz List Lia.
From Coquelicot Require Import Coquelicot.
From NtkProps Require Import Sums Norms.
Open Scope R_scope.

(** ** The sign of a derivative *)

(** g' <= 0 on (a, b), g continuous on [a, b]: g(b) <= g(a) *)
Lemma decreasing (g dg : R -> R) a b :
  a <= b ->
  (forall s, a <= s <= b -> continuity_pt g s) ->
  (forall s, a < s < b -> is_derive g s (dg s) /\ dg s <= 0) ->
  g b <= g a.
Proof.
  intros [Hab| ->] Hcont Hder; [|lra].
  assert (Hg : forall c, a < c < b -> derivable_pt g c).
  { intros c Hc. exists (dg c). apply is_derive_Reals, Hder, Hc. }
  destruct (MVT g id a b Hg (fun c _ => derivable_pt_id c) Hab Hcont) as [c [Hc Hmvt]].
  { intros c _. apply derivable_continuous_pt, derivable_pt_id. }
  rewrite (derive_pt_eq_0 g c (dg c)) in Hmvt by apply is_derive_Reals, Hder, Hc.
  rewrite (derive_pt_eq_0 id c 1) in Hmvt by apply derivable_pt_lim_id.
  destruct (Hder c Hc) as [_ Hsign]. unfold id in Hmvt. nra.
Qed.

(** The same where finitely many points of (a, b), the kinks, are left out. *)
Lemma decreasing_between_kinks (kinks : list R) : forall (g dg : R -> R) a b,
  a <= b ->
  (forall s, a <= s <= b -> continuity_pt g s) ->
  (forall s, a < s < b -> ~ In s kinks -> is_derive g s (dg s) /\ dg s <= 0) ->
  g b <= g a.
Proof.
  induction kinks as [|k kinks IH]; intros g dg a b Hab Hcont Hder.
  - apply (decreasing g dg a b Hab Hcont). intros s Hs. apply Hder; [exact Hs | exact (fun H => H)].
  - destruct (Rlt_dec a k), (Rlt_dec k b).
    + apply Rle_trans with (g k).
      * apply (IH g dg); [lra | intros; apply Hcont; lra |]. intros s Hs Hin.
        apply Hder; [lra|]. intros [->|H]; [lra | contradiction].
      * apply (IH g dg); [lra | intros; apply Hcont; lra |]. intros s Hs Hin.
        apply Hder; [lra|]. intros [->|H]; [lra | contradiction].
    + apply (IH g dg a b Hab Hcont). intros s Hs Hin. apply Hder; [exact Hs|]. intros [->|H]; [lra | contradiction].
    + apply (IH g dg a b Hab Hcont). intros s Hs Hin. apply Hder; [exact Hs|]. intros [->|H]; [lra | contradiction].
    + apply (IH g dg a b Hab Hcont). intros s Hs Hin. apply Hder; [exact Hs|]. intros [->|H]; [lra | contradiction].
Qed.

(** ** Integrals *)

(** f <= g on (a, b) gives int_a^b f <= int_a^b g *)
Lemma integral_monotone f g a b :
  a <= b -> ex_RInt f a b -> ex_RInt g a b -> (forall s, a < s < b -> f s <= g s) -> RInt f a b <= RInt g a b.
Proof. intros. now apply RInt_le. Qed.

(** f <= c on (a, b) gives int_a^b f <= c (b - a) *)
Lemma integral_le_const f a b c :
  a <= b -> ex_RInt f a b -> (forall s, a < s < b -> f s <= c) -> RInt f a b <= c * (b - a).
Proof.
  intros Hab Hf H. replace (c * (b - a)) with (RInt (fun _ => c) a b)
    by (rewrite RInt_const; unfold scal; simpl; unfold mult; simpl; ring).
  apply RInt_le; auto. apply ex_RInt_const.
Qed.

(** |int_a^b f| <= int_a^b |f| *)
Lemma integral_abs f a b :
  a <= b -> ex_RInt f a b -> ex_RInt (fun s => Rabs (f s)) a b -> Rabs (RInt f a b) <= RInt (fun s => Rabs (f s)) a b.
Proof. intros Hab Hf HA. now apply abs_RInt_le. Qed.

(** int_a^b g' = g(b) - g(a), for g differentiable with continuous derivative *)
Lemma fundamental_theorem (g dg : R -> R) a b :
  a <= b ->
  (forall s, a <= s <= b -> is_derive g s (dg s)) -> (forall s, a <= s <= b -> continuous dg s) ->
  RInt dg a b = g b - g a.
Proof.
  intros Hab Hg Hdg. apply is_RInt_unique, (is_RInt_derive g dg);
    rewrite Rmin_left, Rmax_right by exact Hab; assumption.
Qed.

(** int_a^b exp(c s) ds = (exp(c b) - exp(c a)) / c, for c <> 0 *)
Lemma exponential_integral c a b :
  c <> 0 -> is_RInt (fun s => exp (c * s)) a b ((exp (c * b) - exp (c * a)) / c).
Proof.
  intros Hc. replace ((exp (c * b) - exp (c * a)) / c) with (minus (exp (c * b) / c) (exp (c * a) / c))
    by (unfold minus, plus, opp; simpl; field; exact Hc).
  apply (is_RInt_derive (fun s => exp (c * s) / c)); intros s _.
  - auto_derive; [exact I | field; exact Hc].
  - apply (ex_derive_continuous (fun s => exp (c * s))). auto_derive; exact I.
Qed.

(** int_0^t exp(-c s) ds = (1 - exp(-c t)) / c <= 1 / c, for c > 0: from (25) to (27) *)
Lemma exponential_integral_le c t : 0 < c -> RInt (fun s => exp (- c * s)) 0 t <= 1 / c.
Proof.
  intros Hc. rewrite (is_RInt_unique _ _ _ _ (exponential_integral (- c) 0 t ltac:(lra))).
  rewrite Rmult_0_r, exp_0. pose proof (exp_pos (- c * t)).
  replace ((exp (- c * t) - 1) / - c) with ((1 - exp (- c * t)) * / c) by (field; lra).
  unfold Rdiv. apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat | lra].
Qed.

(** int sum_i f_i = sum_i int f_i *)
Lemma integral_sum n (f : nat -> R -> R) a b :
  (forall i, (i < n)%nat -> ex_RInt (f i) a b) ->
  is_RInt (fun s => \sum_(i < n) f i s) a b (\sum_(i < n) RInt (f i) a b).
Proof.
  induction n as [|n IH]; simpl; intros H.
  - pose proof (is_RInt_const a b 0) as H0. unfold scal in H0; simpl in H0; unfold mult in H0; simpl in H0.
    now rewrite Rmult_0_r in H0.
  - apply (is_RInt_plus (V := R_NormedModule)); [apply IH; intros; apply H; lia|].
    apply (RInt_correct (V := R_CompleteNormedModule)), H. lia.
Qed.

(** || int_a^b v || <= int_a^b ||v||, for any number n of components: from (19) to (20) *)
Theorem norm_integral n (v : R -> vector) a b :
  a <= b ->
  (forall i, (i < n)%nat -> ex_RInt (fun s => v s i) a b) -> ex_RInt (fun s => norm n (v s)) a b ->
  norm n (fun i => RInt (fun s => v s i) a b) <= RInt (fun s => norm n (v s)) a b.
Proof.
  intros Hab Hv Hnorm. set (V := fun i => RInt (fun s => v s i) a b).
  assert (Hinner : is_RInt (fun s => inner n V (v s)) a b (norm n V ^ 2)).
  { rewrite norm_square. unfold inner.
    replace (\sum_(i < n) V i * V i) with (\sum_(i < n) RInt (fun s => V i * v s i) a b).
    - apply (integral_sum n (fun i s => V i * v s i)). intros i Hi.
      apply (ex_RInt_scal (V := R_NormedModule)), Hv, Hi.
    - apply sum_ext. intros i Hi. apply (RInt_scal (V := R_CompleteNormedModule)), Hv, Hi. }
  assert (H : norm n V ^ 2 <= norm n V * RInt (fun s => norm n (v s)) a b).
  { rewrite <- (is_RInt_unique _ _ _ _ Hinner), <- (RInt_scal (V := R_CompleteNormedModule)) by exact Hnorm.
    apply RInt_le; [exact Hab | eexists; exact Hinner | now apply (ex_RInt_scal (V := R_NormedModule)) |].
    intros s _. apply Rle_trans with (1 := Rle_abs _), cauchy_schwarz. }
  destruct (norm_nonneg n V) as [HV|HV]; [nra|]. rewrite <- HV.
  replace 0 with ((0 : R) * (b - a)) by ring.
  replace (0 * (b - a)) with (RInt (fun _ => 0) a b)
    by (rewrite RInt_const; unfold scal; simpl; unfold mult; simpl; ring).
  apply RInt_le; [exact Hab | apply ex_RInt_const | exact Hnorm | intros; apply norm_nonneg].
Qed.

(** ** Derivatives of norms *)

(** d/dt sum_i f_i(t) = sum_i f_i'(t) *)
Lemma derive_sum n (f df : nat -> R -> R) t :
  (forall i, (i < n)%nat -> is_derive (f i) t (df i t)) ->
  is_derive (fun s => \sum_(i < n) f i s) t (\sum_(i < n) df i t).
Proof.
  induction n as [|n IH]; simpl; intros H; [apply @is_derive_const|].
  apply @is_derive_plus; [apply IH; intros; apply H; lia | apply H; lia].
Qed.

(** d/dt ||v(t)||^2 = 2 <v(t), v'(t)>, equation (15) *)
Lemma derive_norm_square n (v dv : R -> vector) t :
  (forall i, (i < n)%nat -> is_derive (fun s => v s i) t (dv t i)) ->
  is_derive (fun s => norm n (v s) ^ 2) t (2 * inner n (v t) (dv t)).
Proof.
  intros H. apply is_derive_ext with (fun s => \sum_(i < n) v s i ^ 2).
  - intros s. symmetry. apply norm_definition.
  - unfold inner. rewrite <- sum_scale. apply (derive_sum n (fun i s => v s i ^ 2) (fun i s => 2 * (v s i * dv s i))).
    intros i Hi. replace (2 * (v t i * dv t i)) with (INR 2 * dv t i * v t i ^ 1) by (simpl; ring).
    now apply (is_derive_pow (fun s => v s i)), H.
Qed.
