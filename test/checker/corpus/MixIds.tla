---- MODULE MixIds ----
\* Process sets of model values beside a single process; macros with self, records as messages.
EXTENDS Integers, Sequences, TLC
CONSTANTS Clients, server, None
(* --algorithm MixIds
variables box = [i \in Clients \cup {server} |-> <<>>], served = {};
define
  Ids == Clients \cup {server}
  Pending(c) == Len(box[c]) > 0
end define;
macro send(to, m) begin box[to] := Append(box[to], m); end macro;
macro recv(v) begin await box[self] # <<>>; v := Head(box[self]); box[self] := Tail(box[self]); end macro;
fair process c \in Clients
variables m = None;
begin
  ask: send(server, [from |-> self, kind |-> "req"]);
  ans: recv(m);
       assert m.kind = "ok";
end process;
fair process s \in {server}
variables m = None, n = 0;
begin
  loop: while n < 2 do
    recv(m);
    n := n + 1;
    rep: send(m.from, [kind |-> "ok"]);
         served := served \cup {m.from};
  end while;
end process;
fair process w = 99
begin
  w1: await served = Clients;
end process;
end algorithm; *)
\* BEGIN TRANSLATION
\* END TRANSLATION
Inv == \A i \in Ids : Len(box[i]) <= 2
AllServed == <>(served = Clients)
Order == \A i \in Clients : Pending(i) ~> (pc[i] = "Done")
====
