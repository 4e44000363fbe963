------------------------------ MODULE Counters ------------------------------
(* N processes that count to K: (K + 2)^N states, few of them waiting at a  *)
(* time.  It shows what a state costs when nothing else does.               *)
EXTENDS Naturals
CONSTANTS N, K
(*
--algorithm Counters
process counter \in 1..N
variable count = 0;
begin
  up: while count < K do count := count + 1; end while;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
\* END TRANSLATION

Bounded == \A i \in 1..N : count[i] \in 0..K
=============================================================================
