//! What training holds to.
