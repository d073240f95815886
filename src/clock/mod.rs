//! When the server was asked, and whose clock says so.

pub mod asked_at;
