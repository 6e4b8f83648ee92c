//! Tests of the collector with toy kinds of objects.
