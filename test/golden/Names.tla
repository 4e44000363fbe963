---- MODULE Names ----
(* Names that mean something else in TypeScript, in the runtime, or in generated code. *)
EXTENDS Integers, Sequences
CONSTANTS default, iface, class

Nil == "nil"
nil == "Nil"
NULL == 0
Value == 1
Resource == 2
Frame(frame) == frame + iface
head(s) == Head(s)
site == "site"
string(constructor) == {constructor}
undefined(arguments, this) == LET lazy == arguments + this IN lazy * lazy

(* --mpcal Names {
  procedure delete(ref null, await_, caller)
    variables returnLabel = await_;
  {
    function: null := returnLabel + caller;
              return;
  }

  archetype ArchetypeInterface(ref net, ref constructor[_], ref toString, new, caller)
    variables class_ = class, add = 1, head_ = <<1>>, Len_ = Len(<<>>), BLOCKED;
  {
    import: constructor[self] := toString + new;
            toString := caller || caller := default;
            add := add + Len_ + head(head_);
            class_ := site;
            BLOCKED := Frame(Value);
    export: call delete(ref net, new, caller);
    async:  net := undefined(Resource, NULL);
            toString := <<Nil, nil, string(add), class_, BLOCKED>>;
  }

  archetype Frame_(ref iface_) {
    frame: iface_ := 1;
  }
} *)
====
