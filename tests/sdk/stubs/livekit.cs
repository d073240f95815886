// Runs the programs, and prints the tokens. The classes are stand-ins for those of Livekit.Server.Sdk.Dotnet: they take the same calls and
// write the same claims.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace LiveKit.Proto {
  public class RoomConfiguration {
    public string Json;
    public static readonly JsonParser Parser = new JsonParser();
    public class JsonParser {
      public RoomConfiguration ParseJson(string json) => new RoomConfiguration { Json = json };
    }
  }
}

namespace Livekit.Server.Sdk.Dotnet {
  public class VideoGrants {
    public bool RoomCreate, RoomList, RoomRecord, RoomAdmin, RoomJoin, CanUpdateOwnMetadata, IngressAdmin, Hidden, Recorder, Agent, CanSubscribeMetrics;
    public bool CanPublish = true, CanSubscribe = true, CanPublishData = true;
    public string Room, DestinationRoom;
    public List<string> CanPublishSources;
  }

  public class SIPGrants {
    public bool Admin, Call;
  }

  public class InferenceGrants {
    public bool Perform;
  }

  public class AccessToken {
    public enum ParticipantKind { Standard, Egress, Ingress, Sip, Agent }

    private readonly string key, secret;
    private readonly Dictionary<string, object> claims = new Dictionary<string, object>();

    public AccessToken(string key, string secret) {
      this.key = key;
      this.secret = secret;
    }

    public AccessToken WithIdentity(string identity) => With("sub", identity);
    public AccessToken WithName(string name) => With("name", name);
    public AccessToken WithMetadata(string metadata) => With("metadata", metadata);
    public AccessToken WithSha256(string sha256) => With("sha256", sha256);
    public AccessToken WithRoomPreset(string preset) => With("roomPreset", preset);
    public AccessToken WithKind(ParticipantKind kind) => With("kind", kind.ToString().ToLowerInvariant());
    public AccessToken WithAttributes(Dictionary<string, string> attributes) => With("attributes", attributes);
    public AccessToken WithGrants(VideoGrants grants) => With("video", grants);
    public AccessToken WithSipGrants(SIPGrants grants) => With("sip", grants);
    public AccessToken WithRoomConfig(LiveKit.Proto.RoomConfiguration config) => With("roomConfig", config);
    public AccessToken WithTtl(TimeSpan ttl) {
      var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
      With("nbf", now);
      return With("exp", now + (long)ttl.TotalSeconds);
    }

    public string ToJwt() {
      With("iss", key);
      var input = Encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + Encode(Json(claims));
      using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret))) return input + "." + Encode(hmac.ComputeHash(Encoding.UTF8.GetBytes(input)));
    }

    private AccessToken With(string claim, object value) {
      claims[claim] = value;
      return this;
    }

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));
    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=');

    private static string Json(object value) {
      if (value is bool) return (bool)value ? "true" : "false";
      if (value is long) return value.ToString();
      if (value is string) return Quoted((string)value);
      if (value is LiveKit.Proto.RoomConfiguration) return ((LiveKit.Proto.RoomConfiguration)value).Json;
      if (value is List<string>) return "[" + string.Join(",", ((List<string>)value).Select(Quoted)) + "]";
      if (value is Dictionary<string, string>) return Object(((Dictionary<string, string>)value).ToDictionary(pair => pair.Key, pair => (object)pair.Value));
      if (value is Dictionary<string, object>) return Object((Dictionary<string, object>)value);
      var members = value.GetType().GetFields().ToDictionary(field => char.ToLowerInvariant(field.Name[0]) + field.Name.Substring(1), field => field.GetValue(value));
      return Object(members.Where(member => member.Value != null));
    }

    private static string Object(IEnumerable<KeyValuePair<string, object>> members) =>
      "{" + string.Join(",", members.Select(member => Quoted(member.Key) + ":" + Json(member.Value))) + "}";

    private static string Quoted(string text) {
      var json = new StringBuilder("\"");
      foreach (var character in text) {
        if (character < ' ' || character == '"' || character == '\\') json.AppendFormat("\\u{0:x4}", (int)character);
        else json.Append(character);
      }
      return json.Append('"').ToString();
    }
  }
}
