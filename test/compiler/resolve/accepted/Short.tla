---- MODULE Short ----
EXTENDS Naturals
(*
--algorithm Short
variables n = 0
begin
  n := n + 1 ;
  while n < 5 do n := n + 1 end while;
  assert n = 5
end algorithm
*)
====
