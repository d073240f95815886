//! Texts of clients about any failed connection.

use super::Text::{Own, Shared};
use super::cause::{self, Cause};

known_texts! { Connection:
    /// **Why** Clients say this for every reason; the reason follows after a colon, or is in the server's
    /// log.
    ///
    /// **Source** All client SDKs.
    SignalConnection {
        cause: Cause::Other,
        texts: &[
            Own("could not establish signal connection"),
            Own("was not upgraded to websocket"),
            Own("RoomException.ConnectException"),
            Own("Connect Error Failed to connect"),
            Shared("websocket: bad handshake"),
            Shared("websocket failure:"),
            Shared("Validation response:"),
            Shared("unable to connect to room"),
            Shared("failed to connect to room"),
        ],
        clause: "the client could not connect, and this text does not say why.",
        candidates: cause::GENERAL,
    }

    /// **Why** The client logs the server that it has connected to, and the server each client that it let in.
    ///
    /// **Source** livekit-client; livekit-server, `service/rtcservice.go`.
    Connected {
        cause: Cause::Other,
        texts: &[
            Own("connected to Livekit Server edition"),
            Own("new client WS connected"),
        ],
        clause: "the client connected: the server accepted the token.",
        fix: "If the client fails later, paste what it logs then.",
    }
}
