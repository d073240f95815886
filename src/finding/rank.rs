//! In which order findings are told.

/// The place of a finding among others: earlier variants are told first. Within what refuses, the order is that of the server,
/// so that the first finding is the one it answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// There is no token to speak of.
    NoToken,
    /// The token is not there in full.
    CutOff,
    /// The token is encrypted.
    Encrypted,
    /// The token is another service's.
    Foreign,
    /// The server cannot take the token apart.
    Malformed,
    /// Token and URL are of different servers.
    OtherServer,
    /// Key and secret are in each other's place.
    Swapped,
    /// A slip explains what the server can only call a wrong key or signature.
    Slip,
    /// The secret is that of another key, or of a line that does not count.
    OtherPair,
    /// The server does not know the key.
    Key,
    /// A claim has the wrong type.
    Claims,
    /// The header asks for what the server does not do.
    Header,
    /// The signature does not fit.
    Signature,
    /// A mistake explains what the server can only call expired or not valid yet.
    TimeMistake,
    /// A server said that a token was not valid yet; that was at its time, which may be long ago.
    AnsweredNotYetValid,
    /// The time does not fit.
    Time,
    /// A clock explains that a token is not valid yet.
    ClockAhead,
    /// A name explains what the server can only call a missing grant.
    GrantName,
    /// A grant is missing.
    Grants,
    /// An example's value explains why nothing fits.
    Placeholder,
    /// A server's answer: it outranks a prediction, and a finding that explains it outranks it.
    Answer,
    /// Code explains what the server can only call no token, no identity, no grant.
    Code,
    /// A server said that what arrived was no token.
    AnsweredNoToken,
    /// A second answer says something else.
    Contradiction,
    /// A defect of the form, which may have to do with it.
    Form,
    /// Characters that cannot be seen.
    Invisible,
    /// Something odd about the times that refuses no token.
    TimeRemark,
    /// A text that decides.
    Known,
    /// A token of another service, and the keys of the paste.
    Jwt,
    /// Two clocks differ.
    Clock,
    /// A text that leaves open which cause of a family it is.
    KnownCause,
    /// A text that leaves the cause open.
    KnownFailure,
    /// A date that is not read.
    Date,
    /// The signature is not checked.
    Unchecked,
    /// What has changed since the server was asked.
    SinceThen,
    /// What a limit left out.
    Limit,
}
