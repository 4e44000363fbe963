------------------------------ MODULE Communities ------------------------------
EXTENDS Integers, Sequences, FiniteSets, Bags, TLC, TLCExt, SequencesExt, FiniteSetsExt, Functions, Folds, BagsExt,
        Json, Randomization, RealTime, Toolbox, Apalache, Variants, IOUtils, CSV, Relation, Graphs, UndirectedGraphs,
        Bitwise, SVG, ShiViz, VectorClocks, Combinatorics, DyadicRationals, Statistics, HTML, GraphViz
CONSTANT C
y == Max({1, 2}) + FoldSet(LAMBDA a, b : a + b, 0, {1}) + Len(SetToSeq({1}))
z == RandomSubset(2, {1, 2, 3}) \cup RandomSetOfSubsets(1, 1, {1})
w == 5 & 3
================================================================================
