------------------------------ MODULE SemaphoresC ------------------------------
EXTENDS Integers, Sequences
CONSTANT N
(* --algorithm Semaphores {
   variables sem = 1, inside = {}, turn \in 1..N;
   macro P(s) { await s > 0; s := s - 1 }
   macro V(s) { s := s + 1; }
   macro set(f, i, v) { f[i] := v }
   procedure critical(who) variable k = 0; seen = {};
   {  cs1: inside := inside \cup {who};
      cs2: while (k < 1) { k := k + 1; };
      cs3: inside := inside \ {who};
           return
   }
   fair process (p \in 1..N)
     variables tries = 0; arr = [i \in 1..2 |-> 0],
               last = 0
   { ncs: while (TRUE)
          { skip;
       enter: P(sem);
       call critical(self);
       leave: V(sem); tries := (tries + 1) % 3;
              set(arr, 1, tries);
              if (tries = 2) { last := 0 } else if (tries = 1) last := 1; else { skip };
       either { skip } or { await turn = self } or last := 2;
       with (x \in 1..N; y = x + 1, z \in {y}) { turn := x };
       with (w = 1) turn := w;
       if (last = 2) goto ncs;
       other: if (tries > 0) { l1: skip; l2: skip } ;
       final: arr[1] := 2 || arr[2] := arr[1] || last := 5;
              { skip; skip };
              print <<"done", self>>;
       }
   };
   process (monitor = N + 1) {
      m: assert inside \subseteq 1..N; goto m
   }
} *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Mutex == \A a, b \in 1..N : pc[a] = "cs2" /\ pc[b] = "cs2" => a = b
IInv == /\ sem \in 0..1
        /\ tries \in [1..N -> 0..2]
        /\ \A i \in 1..N : stack[i] = <<>> \/ Head(stack[i]).procedure = "critical"
        /\ k \in [ProcSet -> Int]
MyInit == Init /\ turn = 1
MySpec == MyInit /\ [][Next]_vars /\ \A q \in 1..N : WF_vars(p(q)) /\ SF_vars(enter(q)) /\ WF_vars(monitor)
=================================================================================
