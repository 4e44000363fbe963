---- MODULE SnapshotC ----
\* Snapshot isolation: transactions that write what others have read.
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Tx, Keys, Nil
(* --algorithm SI { variables store = [k \in Keys |-> 0], ver = [k \in Keys |-> 0], clock = 0, committed = {};
 define { Writers(k) == {t \in committed : TRUE} }
 macro begintx() { snap := store; start := clock; ws := {} }
 process (t \in Tx) variables snap = [k \in Keys |-> 0], start = 0, ws = {}, tries = 0; {
  bg: begintx();
  rd: with (k1 \in Keys, k2 \in Keys \ {k1}) { await snap[k1] + snap[k2] = 0; ws := {k1}; snap[k1] := 1 };
  cm: if (\A k \in ws : ver[k] <= start) { clock := clock + 1; store := [k \in Keys |-> IF k \in ws THEN snap[k] ELSE store[k]];
        ver := [k \in Keys |-> IF k \in ws THEN clock ELSE ver[k]]; committed := committed \cup {self} }
      else { tries := tries + 1; if (tries < 2) goto bg } ;
 } } *)
\* BEGIN TRANSLATION
\* END TRANSLATION
WriteSkew == \A k1, k2 \in Keys : k1 # k2 => store[k1] + store[k2] <= 1
====
