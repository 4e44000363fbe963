---- MODULE Procedures ----
(* Parameters by reference and by value, recursion, tail calls, initial values. *)
EXTENDS Integers, Sequences

(* --mpcal Procedures {
  procedure Transfer(ref from[_], ref to, amount)
    variables left = amount;
  {
    check: if (from[self] < amount) { return; };
    move:  from[self] := from[self] - amount;
           to := to + left;
           return;
  }

  \* The initial value reads the caller's variable.
  procedure Countdown(ref counter)
    variables now = counter;
  {
    down: if (now > 0) {
            counter := now - 1;
            call Countdown(ref counter);
            return;
          };
    up:   return;
  }

  procedure Twice(ref counter)
  {
    once:  call Countdown(ref counter);
           goto again;
    again: call Countdown(ref counter);
    done:  return;
  }

  archetype Bank(ref accounts[_], ref total, share)
    variables balance = 0, attempts \in 1..3;
  {
    first:  attempts := attempts + 1;
            call Transfer(ref accounts[_], ref balance, share);
    second: call Twice(ref balance);
    third:  total := total + balance;
  }
} *)
====
