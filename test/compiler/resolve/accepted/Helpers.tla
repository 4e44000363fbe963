---- MODULE Helpers ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
CONSTANT Base
Size == Cardinality(Base)
Bigger(n) == n > Size
====
