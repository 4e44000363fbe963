A defect planted in dqueue.tla by test/specs/mutants: an output forgets what was put out before.

-------------------------------- MODULE last_only --------------------------------
(* A distributed queue. Every producer takes items from a stream of its own  *)
(* and hands each to some consumer that has room for it; a consumer passes   *)
(* what it receives on to its output. Mailboxes are bounded: a producer      *)
(* whose consumers are all full waits.                                       *)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    NumProducers,
    NumConsumers,
    BufferSize,      \* messages of one producer that a consumer's mailbox holds
    NumItems         \* items per stream, in models

ASSUME NumProducers \in Nat /\ NumConsumers \in Nat /\ NumItems \in Nat
ASSUME BufferSize \in Nat /\ BufferSize > 0

(* Node ids. *)
ProducerSet == 1..NumProducers
ConsumerSet == (NumProducers + 1)..(NumProducers + NumConsumers)

(*
--mpcal dqueue {
    define {
        ItemsOf(p) == [i \in 1..NumItems |-> <<p, i>>]
    }

    \* One bounded connection from each producer: its messages stay in order, those of
    \* different producers arrive in any order.
    mapping macro BoundedFIFOLinks {
        read {
            with (src \in {p \in ProducerSet : $variable[p] # <<>>}, m = Head($variable[src])) {
                $variable := [$variable EXCEPT ![src] = Tail(@)];
                yield m;
            };
        }
        write {
            await Len($variable[$value.producer]) < BufferSize;
            yield [$variable EXCEPT ![$value.producer] = Append(@, $value)];
        }
    }

    mapping macro InputStream {
        read {
            await $variable # <<>>;
            with (item = Head($variable)) {
                $variable := Tail($variable);
                yield item;
            };
        }
        write { assert FALSE; yield $variable; }
    }

    mapping macro OutputStream {
        read { assert FALSE; yield $variable; }
        write { yield <<$value>>; }
    }

    archetype AProducer(ref net[_], ref stream[_], consumers)
    variables
        item, sent = 0;
    {
    producerLoop:
        while (TRUE) {
            item := stream[self];

        produce:
            sent := sent + 1;
            with (c \in consumers) {
                net[c] := [producer |-> self, number |-> sent, item |-> item];
            };
        };
    }

    archetype AConsumer(ref net[_], ref out[_])
    {
    consumerLoop:
        while (TRUE) {
            out[self] := net[self];
        };
    }

    variables
        network = [c \in ConsumerSet |-> [p \in ProducerSet |-> <<>>]];
        streams = [p \in ProducerSet |-> ItemsOf(p)];
        outputs = [c \in ConsumerSet |-> <<>>];

    fair process (Producer \in ProducerSet) == instance AProducer(ref network[_], ref streams[_], ConsumerSet)
        mapping network[_] via BoundedFIFOLinks
        mapping streams[_] via InputStream;

    fair process (Consumer \in ConsumerSet) == instance AConsumer(ref network[_], ref outputs[_])
        mapping network[_] via BoundedFIFOLinks
        mapping outputs[_] via OutputStream;
}
*)
\* BEGIN PLUSCAL TRANSLATION
\* END PLUSCAL TRANSLATION

\* BEGIN TRANSLATION
\* END TRANSLATION

(* Where an item can be. *)

InFlight(p, c) == {network[c][p][i].item : i \in DOMAIN network[c][p]}
InOutput(c)    == {outputs[c][i].item : i \in DOMAIN outputs[c]}
InStream(p)    == {streams[p][i] : i \in DOMAIN streams[p]}
InHand(p)      == IF pc[p] = "produce" THEN {item[p]} ELSE {}

ItemsAround ==
    UNION {InStream(p) \cup InHand(p) : p \in ProducerSet}
    \cup UNION {InOutput(c) : c \in ConsumerSet}
    \cup UNION {InFlight(p, c) : p \in ProducerSet, c \in ConsumerSet}

AllItems == {<<p, i>> : p \in ProducerSet, i \in 1..NumItems}

RECURSIVE SumOver(_, _)
SumOver(f, S) ==
    IF S = {} THEN 0
    ELSE LET x == CHOOSE y \in S : TRUE IN f[x] + SumOver(f, S \ {x})

NumOfProducer == [p \in ProducerSet |-> Len(streams[p]) + Cardinality(InHand(p))]

NumOfConsumer ==
    [c \in ConsumerSet |->
        Len(outputs[c]) + SumOver([p \in ProducerSet |-> Len(network[c][p])], ProducerSet)]

NumAround == SumOver(NumOfProducer, ProducerSet) + SumOver(NumOfConsumer, ConsumerSet)

(* Safety. *)

NothingLostOrInvented == ItemsAround = AllItems

NothingTwice == NumAround = Cardinality(AllItems)

BufferBounded == \A c \in ConsumerSet, p \in ProducerSet : Len(network[c][p]) <= BufferSize

\* A consumer sees the items of one producer in the order of that producer's stream.
FIFOPerProducer ==
    \A c \in ConsumerSet : \A i, j \in DOMAIN outputs[c] :
        (i < j /\ outputs[c][i].producer = outputs[c][j].producer)
            => /\ outputs[c][i].number < outputs[c][j].number
               /\ outputs[c][i].item[2] < outputs[c][j].item[2]

\* Outputs only grow.
OutputsGrow ==
    [][\A c \in ConsumerSet :
         /\ Len(outputs'[c]) >= Len(outputs[c])
         /\ SubSeq(outputs'[c], 1, Len(outputs[c])) = outputs[c]]_outputs

(* Liveness: every item comes out somewhere. *)

EverythingArrives == <>(UNION {InOutput(c) : c \in ConsumerSet} = AllItems)
===============================================================================
