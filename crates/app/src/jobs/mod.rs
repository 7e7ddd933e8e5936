//! Long work that survives a restart, shows counted progress and can be cancelled.
