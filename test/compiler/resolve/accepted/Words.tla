---- MODULE Words ----
EXTENDS Naturals, Sequences, TLC
(*--algorithm Words
variable turn = 1, flags = [i \in 1..2 |-> FALSE], log = <<>>;
define
  Other(i) == 3 - i
  Safe == ~(pc[1] = "crit" /\ pc[2] = "crit")
end define;
macro note(x) begin
  log := Append(log, x);
end macro;
procedure enter(i)
variables tries = 0;
begin
Ask: flags[i] := TRUE; turn := Other(i);
Wait: while flags[Other(i)] /\ turn = Other(i) do
  tries := tries + 1;
end while;
Back: return;
end procedure;
fair process proc \in 1..2
variables seen = {}; begin
start: while TRUE do
  call enter(self);
  crit: skip;
  leave: flags[self] := FALSE;
    if seen = {} then seen := {self} elsif seen = {1} then skip; else print "many"; end if;
    note(self);
  choose: either skip; or when turn = self; or with y \in {1} do turn := y end with; end either;
  loop: goto start
end while;
end process
process extra = "x" begin e: await FALSE; end process;
end algorithm; *)
\* BEGIN TRANSLATION
\* END TRANSLATION - the hash of the generated TLA code (remove to silence divergence warnings): TLA-0123456789abcdef
====
