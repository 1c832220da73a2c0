(** * Expectations, probabilities and the bounds that need no more than linearity and monotonicity

    For: Markov's step at the end of Lemma 4, the union bound (8), event inclusion (7), and the bound on
    E ||u(0) - y||^2. A law here is any functional E on some class of integrable functions that is linear,
    monotone and gives the constant 1 the value 1. Every law on finitely many outcomes is one
    ([finite_law], which also shows that the axioms of [law] do not contradict each other). That the
    Lebesgue integral is one is textbook measure theory and is not proved here.

    Backs: linearity, absolute_expectation, jensen, event_inclusion, union_bound, markov, chebyshev,
    gaussian_moments. *)

From Coq Require Import Reals Lra Psatz Lia Classical FunctionalExtensionality.
From Coq Require ClassicalDedekindReals.
From NtkProps Require Import Sums.
Open Scope R_scope.

Record law (Omega : Type) := {
  integrable : (Omega -> R) -> Prop;
  E : (Omega -> R) -> R;
  integrable_one : integrable (fun _ => 1);
  integrable_plus : forall X Y, integrable X -> integrable Y -> integrable (fun o => X o + Y o);
  integrable_scale : forall c X, integrable X -> integrable (fun o => c * X o);
  E_one : E (fun _ => 1) = 1;
  E_plus : forall X Y, integrable X -> integrable Y -> E (fun o => X o + Y o) = E X + E Y;
  E_scale : forall c X, integrable X -> E (fun o => c * X o) = c * E X;
  E_monotone : forall X Y, integrable X -> integrable Y -> (forall o, X o <= Y o) -> E X <= E Y
}.
Arguments integrable {Omega} _ _.
Arguments E {Omega} _ _.
Arguments integrable_one {Omega} _.
Arguments integrable_plus {Omega} _ _ _ _ _.
Arguments integrable_scale {Omega} _ _ _ _.
Arguments E_one {Omega} _.
Arguments E_plus {Omega} _ _ _ _ _.
Arguments E_scale {Omega} _ _ _ _.
Arguments E_monotone {Omega} _ _ _ _ _ _.

(** Every proposition holds or does not, as a value: what an indicator needs. *)
Definition decide (P : Prop) : {P} + {~ P}.
Proof. destruct (ClassicalDedekindReals.sig_not_dec P) as [H|H]; [left; now apply NNPP | now right]. Defined.

(** 1[P] *)
Definition one_if (P : Prop) : R := if decide P then 1 else 0.

Lemma one_if_true (P : Prop) : P -> one_if P = 1.
Proof. unfold one_if. destruct (decide P); [reflexivity | contradiction]. Qed.

Lemma one_if_false (P : Prop) : ~ P -> one_if P = 0.
Proof. unfold one_if. destruct (decide P); [contradiction | reflexivity]. Qed.

Lemma one_if_range (P : Prop) : 0 <= one_if P <= 1.
Proof. unfold one_if. destruct (decide P); lra. Qed.

(** A implies B gives 1[A] <= 1[B] *)
Lemma one_if_implies (P Q : Prop) : (P -> Q) -> one_if P <= one_if Q.
Proof. intros H. unfold one_if. destruct (decide P), (decide Q); try lra. tauto. Qed.

(** 1[A or B] <= 1[A] + 1[B] *)
Lemma one_if_or (P Q : Prop) : one_if (P \/ Q) <= one_if P + one_if Q.
Proof. unfold one_if. destruct (decide (P \/ Q)), (decide P), (decide Q); try lra. tauto. Qed.

Section Bounds.
  Context {Omega : Type} (mu : law Omega).

  Definition indicator (A : Omega -> Prop) : Omega -> R := fun o => one_if (A o).
  Definition Pr (A : Omega -> Prop) : R := E mu (indicator A).
  Definition measurable (A : Omega -> Prop) : Prop := integrable mu (indicator A).

  (** E c = c *)
  Lemma integrable_const c : integrable mu (fun _ => c * 1).
  Proof. apply integrable_scale, integrable_one. Qed.

  Lemma E_const c : E mu (fun _ => c * 1) = c.
  Proof. rewrite E_scale by apply integrable_one. rewrite E_one. ring. Qed.

  (** E sum_k X_k = sum_k E X_k, for any number m of terms *)
  Lemma E_sum m X :
    (forall k, integrable mu (X k)) ->
    integrable mu (fun o => \sum_(k < m) X k o) /\ E mu (fun o => \sum_(k < m) X k o) = \sum_(k < m) E mu (X k).
  Proof.
    intros H. induction m as [|m [IH1 IH2]]; simpl.
    - replace (fun _ : Omega => 0) with (fun _ : Omega => 0 * 1) by (apply functional_extensionality; intros; ring).
      split; [apply integrable_const | apply E_const].
    - split; [now apply integrable_plus | now rewrite E_plus, IH2].
  Qed.

  (** 0 <= Pr(A) <= 1 *)
  Lemma Pr_range A : measurable A -> 0 <= Pr A <= 1.
  Proof.
    intros HA. split.
    - rewrite <- (E_const 0). apply E_monotone; [apply integrable_const | exact HA |].
      intros o. pose proof (one_if_range (A o)). unfold indicator. lra.
    - rewrite <- (E_const 1). apply E_monotone; [exact HA | apply integrable_const |].
      intros o. pose proof (one_if_range (A o)). unfold indicator. lra.
  Qed.

  (** A implies B gives Pr(A) <= Pr(B) *)
  Lemma event_inclusion (A B : Omega -> Prop) :
    measurable A -> measurable B -> (forall o, A o -> B o) -> Pr A <= Pr B.
  Proof. intros HA HB H. apply E_monotone; auto. intros o. apply one_if_implies, H. Qed.

  (** Pr(A or B) <= Pr(A) + Pr(B), equation (8) *)
  Lemma union_bound (A B : Omega -> Prop) :
    measurable A -> measurable B -> measurable (fun o => A o \/ B o) -> Pr (fun o => A o \/ B o) <= Pr A + Pr B.
  Proof.
    intros HA HB HAB. unfold Pr. rewrite <- E_plus by assumption.
    apply E_monotone; [exact HAB | now apply integrable_plus |]. intros o. apply one_if_or.
  Qed.

  (** Pr(A_0 or ... or A_{n-1}) <= sum_i Pr(A_i) *)
  Lemma union_bound_many (n : nat) (A : nat -> Omega -> Prop) :
    (forall k, measurable (A k)) ->
    (forall k, measurable (fun o => exists i, (i < k)%nat /\ A i o)) ->
    Pr (fun o => exists i, (i < n)%nat /\ A i o) <= \sum_(i < n) Pr (A i).
  Proof.
    intros HA Hunion. induction n as [|n IH]; simpl.
    - rewrite <- (E_const 0). apply E_monotone; [apply Hunion | apply integrable_const |].
      intros o. unfold indicator. rewrite one_if_false; [lra|]. intros [i [Hi _]]. lia.
    - apply Rle_trans with (Pr (fun o => exists i, (i < n)%nat /\ A i o) + Pr (A n)); [|lra].
      unfold Pr. rewrite <- E_plus by (apply Hunion || apply HA).
      apply E_monotone; [apply Hunion | apply integrable_plus; [apply Hunion | apply HA] |].
      intros o. apply Rle_trans with (2 := one_if_or _ _). apply one_if_implies.
      intros [i [Hi HAi]]. destruct (Nat.eq_dec i n) as [->|]; [now right|].
      left. exists i. split; [lia | exact HAi].
  Qed.

  (** X >= 0 and a > 0 give Pr(X >= a) <= E X / a *)
  Theorem markov X a :
    integrable mu X -> measurable (fun o => a <= X o) -> (forall o, 0 <= X o) -> 0 < a ->
    Pr (fun o => a <= X o) <= E mu X / a.
  Proof.
    intros HX HA Hpos Ha. unfold Rdiv. rewrite Rmult_comm, <- E_scale by exact HX.
    assert (Ha' := Rinv_0_lt_compat a Ha).
    apply E_monotone; [exact HA | apply integrable_scale, HX |]. intros o. unfold indicator, one_if.
    destruct (decide (a <= X o)) as [H|H].
    - apply Rmult_le_compat_l with (r := / a) in H; [|lra]. rewrite Rinv_l in H by lra. exact H.
    - apply Rmult_le_pos; [lra | apply Hpos].
  Qed.

  (** Pr(|X - E X| >= a) <= Var(X) / a^2 *)
  Theorem chebyshev X a :
    integrable mu (fun o => (X o - E mu X) ^ 2) ->
    measurable (fun o => a ^ 2 <= (X o - E mu X) ^ 2) -> measurable (fun o => a <= Rabs (X o - E mu X)) ->
    0 < a -> Pr (fun o => a <= Rabs (X o - E mu X)) <= E mu (fun o => (X o - E mu X) ^ 2) / a ^ 2.
  Proof.
    intros HX HA HA' Ha. eapply Rle_trans; [|apply markov; auto].
    - apply event_inclusion; [exact HA' | exact HA |]. intros o H.
      rewrite <- (pow2_abs (X o - E mu X)). apply pow_incr. lra.
    - intros o. apply pow2_ge_0.
    - now apply pow_lt.
  Qed.

  (** |E X| <= E |X| *)
  Lemma absolute_expectation X :
    integrable mu X -> integrable mu (fun o => Rabs (X o)) -> Rabs (E mu X) <= E mu (fun o => Rabs (X o)).
  Proof.
    intros HX HA. apply Rabs_le. split.
    - enough (-1 * E mu (fun o => Rabs (X o)) <= E mu X) by lra. rewrite <- E_scale by exact HA.
      apply E_monotone; [now apply integrable_scale | exact HX |].
      intros o. pose proof (Rle_abs (- X o)) as H. rewrite Rabs_Ropp in H. lra.
    - apply E_monotone; [exact HX | exact HA |]. intros o. apply Rle_abs.
  Qed.

  (** (E X)^2 <= E X^2, and so with |X| in place of X: the tangent at the mean lies below the parabola *)
  Lemma jensen X : integrable mu X -> integrable mu (fun o => X o ^ 2) -> E mu X ^ 2 <= E mu (fun o => X o ^ 2).
  Proof.
    intros HX HX2. set (c := E mu X).
    assert (tangent : E mu (fun o => (2 * c) * X o + - c ^ 2 * 1) = c ^ 2).
    { rewrite E_plus by (apply integrable_scale, HX || apply integrable_const).
      rewrite E_scale by exact HX. rewrite E_const. fold c. ring. }
    rewrite <- tangent. apply E_monotone; [|exact HX2|].
    - apply integrable_plus; [apply integrable_scale, HX | apply integrable_const].
    - intros o. pose proof (pow2_ge_0 (X o - c)). nra.
  Qed.

  (** A symmetric g with Pr(g = 0) = 0, such as g ~ N(0, 1), has Pr(g >= 0) = 1/2. *)
  Lemma half_space (g : Omega -> R) :
    measurable (fun o => 0 <= g o) -> measurable (fun o => g o <= 0) -> measurable (fun o => g o = 0) ->
    Pr (fun o => g o <= 0) = Pr (fun o => 0 <= g o) -> Pr (fun o => g o = 0) = 0 ->
    Pr (fun o => 0 <= g o) = 1 / 2.
  Proof.
    intros Hup Hdown Hzero Hsym Hnull.
    enough (Pr (fun o => 0 <= g o) + Pr (fun o => g o <= 0) = 1 + Pr (fun o => g o = 0)) by lra.
    unfold Pr. rewrite <- (E_one mu), <- !E_plus by (assumption || apply integrable_one).
    apply Rle_antisym; apply E_monotone;
      try (apply integrable_plus; (assumption || apply integrable_one)); intros o; unfold indicator, one_if;
      destruct (decide (0 <= g o)), (decide (g o <= 0)), (decide (g o = 0)); lra.
  Qed.

  (** A symmetric g with E g^2 = 1, such as g ~ N(0, 1), has E max(0, g)^2 = 1/2. *)
  Lemma relu_moment (g : Omega -> R) :
    integrable mu (fun o => g o ^ 2) ->
    integrable mu (fun o => Rmax 0 (g o) ^ 2) -> integrable mu (fun o => Rmax 0 (- g o) ^ 2) ->
    E mu (fun o => Rmax 0 (- g o) ^ 2) = E mu (fun o => Rmax 0 (g o) ^ 2) -> E mu (fun o => g o ^ 2) = 1 ->
    E mu (fun o => Rmax 0 (g o) ^ 2) = 1 / 2.
  Proof.
    intros H2 Hup Hdown Hsym Hone.
    enough (E mu (fun o => Rmax 0 (g o) ^ 2) + E mu (fun o => Rmax 0 (- g o) ^ 2) = E mu (fun o => g o ^ 2)) by lra.
    rewrite <- E_plus by assumption.
    apply Rle_antisym; apply E_monotone; try (apply integrable_plus; assumption); try assumption;
      intros o; unfold Rmax; destruct (Rle_dec 0 (g o)), (Rle_dec 0 (- g o)); nra.
  Qed.
End Bounds.

(** ** Laws on finitely many outcomes 0, ..., n - 1 with weights p *)
Definition finite_law (n : nat) (p : nat -> R)
  (Hp : forall i, (i < n)%nat -> 0 <= p i) (Hone : \sum_(i < n) p i = 1) : law nat.
Proof.
  refine {| integrable := fun _ => True; E := fun X => \sum_(i < n) (p i * X i) |}; try exact (fun _ => I).
  all: try (intros; exact I).
  - transitivity (\sum_(i < n) p i); [apply sum_ext; intros; ring | exact Hone].
  - intros X Y _ _. rewrite <- sum_plus. apply sum_ext; intros; ring.
  - intros c X _. rewrite <- sum_scale. apply sum_ext; intros; ring.
  - intros X Y _ _ H. apply sum_le. intros i Hi. apply Rmult_le_compat_l; [apply Hp, Hi | apply H].
Defined.

(** Markov's inequality for a finite law, spelled out: sum_{i : X_i >= a} p_i <= (sum_i p_i X_i) / a *)
Corollary markov_finite n p X a :
  (forall i, (i < n)%nat -> 0 <= p i) -> \sum_(i < n) p i = 1 -> (forall i, 0 <= X i) -> 0 < a ->
  \sum_(i < n) (p i * one_if (a <= X i)) <= (\sum_(i < n) (p i * X i)) / a.
Proof. intros Hp Hone HX Ha. exact (markov (finite_law n p Hp Hone) X a I I HX Ha). Qed.

(** The union bound for a finite law, spelled out *)
Corollary union_bound_finite n p (A B : nat -> Prop) :
  (forall i, (i < n)%nat -> 0 <= p i) -> \sum_(i < n) p i = 1 ->
  \sum_(i < n) (p i * one_if (A i \/ B i)) <= \sum_(i < n) (p i * one_if (A i)) + \sum_(i < n) (p i * one_if (B i)).
Proof. intros Hp Hone. exact (union_bound (finite_law n p Hp Hone) A B I I I). Qed.
