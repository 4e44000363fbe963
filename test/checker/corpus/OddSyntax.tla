Some text before.
---------------------------- MODULE OddSyntax ----------------------------
\* The layouts, spellings and spare semicolons that specs in P-syntax have in the wild; a stale translation.
EXTENDS Integers, Sequences, TLC, FiniteSets
CONSTANT N
----------------------------------------------------------------------------
(***************************************************************************)
(* Boxed comment before                                                    *)
(***************************************************************************)
(***************************************************************************
--algorithm OddSyntax
  variable pc_ = 0 ; t = [x \in 1..N |-> x] , u = {} ;
  define
    Half == N \div 2
    LOCALMAX(S) == CHOOSE mx \in S : \A e \in S : e =< mx
  end define ;
  macro Inc(v) begin v := v + 1 ; end macro
  macro Swap(p, q)
  begin
    p := q || q := p
  end macro ;
  procedure Work(arg = 0)
    variable tmp ;
  begin
    Work1: tmp := arg ;
           if tmp > 1 then Inc(pc_) ; elsif tmp = 1 then skip ;
           elsif FALSE then assert FALSE ; else skip end if ;
    Work2: while tmp # 0 do tmp := tmp - 1 end while ;
           return ;
  end procedure
  process Main \in 1 .. N
    variable me = self , seen = << >> ;
  begin
    L1 : with a \in 1 .. N , b = (a % N) + 1 do
           Swap(t[a], t[b])
         end with ;
    L2 :  call Work(Cardinality(u)) ;
    L3 : either u := u \union { me }
         or when me > Half ; seen := Append(seen, "x")
         end either ;
         if me = 1 then goto Done end if ;
    L4 : print << me , seen >>
  end process
  process Other = 0 begin
    O : await \A i \in 1 .. N : pc[i] \in { "L4" , "Done" } ;
  end process
end algorithm
 ***************************************************************************)
\* BEGIN TRANSLATION (chksum(pcal) = "deadbeef" /\ chksum(tla) = "deadbeef")
VARIABLES nonsense
Foo ==
\* END TRANSLATION
Perm == {t[i] : i \in 1..N} = 1..N
Ctr == pc_ <= N
=============================================================================
\* Modification History
\* Last modified
--algorithm not an algorithm
