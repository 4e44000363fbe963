------------------------------- MODULE Unicode -------------------------------
EXTENDS Naturals, Integers, Sequences
CONSTANT S
VARIABLES x, y
Init ≜ x ∈ S ∧ y = ⟨x, 1⟩
Next ≜ ∨ ∧ x′ = x + 1
         ∧ y' = ⟨x, 2⟩
       ∨ ∧ x ≠ 3 ∧ UNCHANGED ⟨x, y⟩
Spec ≜ Init ∧ □[Next]_⟨x, y⟩ ∧ ◇(x = 1)
A ≜ ∀ a ∈ S : ∃ b ∈ S : a ≤ b ∧ a ≥ b ⇒ ¬(a ∉ S)
B ≜ {1} ∪ ({2} ∩ {3}) ⊆ {1}
F ≜ [a ∈ S ↦ a] 
G ≜ [S → S]
H ≜ ⟨1⟩ ∘ ⟨2⟩
I ≜ ⟨Next⟩_⟨x, y⟩ ⇔ TRUE
J ≜ x = 1 ↝ x = 2
K ≜ ({1} × {2}) ≡ {}
L ≜ CASE x = 1 → 2 □ x = 2 → 3 □ OTHER → 4
M ≜ ℕ ∪ ℤ
N ≜ [F EXCEPT ![1] = 2]
==============================================================================
