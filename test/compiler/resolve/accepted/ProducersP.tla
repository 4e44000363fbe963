------------------------------ MODULE ProducersP ------------------------------
EXTENDS Naturals, Sequences, TLC, FiniteSets
CONSTANTS Producers, Consumers, Size, NULL
ASSUME Size > 0
(***************************************************************************
--fair algorithm ProducersP
variables
  buffer = <<>>,
  waiting = {};
  log = [c \in Consumers |-> <<>>];

define
  Full == Len(buffer) = Size
  Empty == buffer = <<>>
  TypeOK == /\ Len(buffer) <= Size
            /\ waiting \subseteq (Producers \union Consumers)
end define;

macro wait() begin
  waiting := waiting \union {self};
end macro;

macro notify(set) begin
  if set # {} then
    with t \in set do
      set := set \ {t};
    end with;
  end if;
end macro

procedure put(item, times = 1)
variables count = 0; tmp
begin
  Check:
    if Full then
      wait();
      goto Check;
    end if;
  Put:
    while count < times do
      await ~Full;
      buffer := Append(buffer, item);
      count := count + 1;
    end while;
    return;
end procedure;

procedure get()
begin
 Take: when ~Empty;
       with item = Head(buffer), rest = Tail(buffer) do
         buffer := rest || log[self] := Append(log[self], item);
       end with;
       return;
end procedure

fair process (producer \in Producers)
variables n = 0, mine = self;
begin
  Produce:
    while n < 2 do
      call put(n, 1);
      Next:+ n := n + 1;
    end while
end process;

fair+ process consumer \in Consumers
variable got = NULL;
begin
 Consume:-
  while TRUE do
    either call get();
    or skip;
       await waiting # {};
       notify(waiting);
    end either;
    After: print got;
  end while;
end process;

process clock = "clock"
begin
  Tick: skip;
end process

end algorithm
***************************************************************************)
\* BEGIN TRANSLATION (chksum(pcal) = "1" /\ chksum(tla) = "2")
garbage ( that [ is not parsed
\* END TRANSLATION

Live == <>[](pc["clock"] = "Done")
NoLoss == \A p \in Producers : n[p] <= 2 /\ mine[p] = p
Progress == \A c \in Consumers : []<>(pc[c] = "Consume") ~> (buffer = <<>>)
Labels == \A s \in ProcSet : pc[s] \in {"Produce", "Check", "Put"} => Len(stack[s]) >= 0
Perms == Permutations(Producers) \union Permutations(Consumers)
===============================================================================
