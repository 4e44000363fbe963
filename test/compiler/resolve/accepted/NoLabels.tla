---- MODULE NoLabels ----
EXTENDS Integers, Sequences, TLC
(* --algorithm no_labels
variables i = 0, total = 0, seq = <<1, 2, 3>>, found = FALSE;
macro add(v, amount) begin v := v + amount; end macro;
begin
  i := 1;
  while i <= Len(seq) do
    total := total + seq[i];
    if seq[i] = 2 then
      found := TRUE;
    elsif seq[i] = 3 then
      skip;
    else
      either add(total, 0); or skip; end either;
    end if;
    i := i + 1;
  end while;
  if found then total := total + 1; total := total * 2; end if;
  with x \in {1, 2} do total := x end with;
  assert total > 0;
end algorithm *)
\* BEGIN TRANSLATION
\* END TRANSLATION
====
