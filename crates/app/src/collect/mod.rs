//! Collect: from files of many kinds to events, voices and customers in the lake.
