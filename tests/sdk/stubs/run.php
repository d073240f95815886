<?php
// Runs each program of a folder, and prints the tokens. The classes are stand-ins for those of agence104/livekit-server-sdk: they take the same
// calls and write the same claims.
namespace Agence104\LiveKit;

class Members {
  protected array $members = [];
  public function __call(string $method, array $arguments): self {
    $name = lcfirst(substr($method, 3));
    if (!str_starts_with($method, 'set') || !in_array($name, static::NAMES, true)) {
      throw new \BadMethodCallException($method);
    }
    $this->members[$name === 'roomName' ? 'room' : $name] = $arguments[0];
    return $this;
  }
  public function all(): array { return $this->members; }
}

class VideoGrant extends Members {
  const NAMES = ['roomCreate', 'roomJoin', 'roomList', 'roomRecord', 'roomAdmin', 'roomName', 'ingressAdmin', 'canPublish', 'canSubscribe', 'canPublishData',
    'canPublishSources', 'canUpdateOwnMetadata', 'canSubscribeMetrics', 'destinationRoom', 'hidden', 'recorder'];
}

class SIPGrant extends Members {
  const NAMES = ['admin', 'call'];
}

class AccessTokenOptions extends Members {
  const NAMES = ['ttl', 'name', 'identity', 'metadata'];
}

class AccessToken {
  private array $claims = [];
  public function __construct(private string $key, private string $secret) {}
  public function init(AccessTokenOptions $options): self {
    $given = $options->all();
    $now = time();
    $this->claims = ['sub' => $given['identity'] ?? '', 'exp' => $now + $given['ttl'], 'nbf' => $now, 'iat' => $now, 'iss' => $this->key];
    foreach (['name', 'metadata'] as $name) if (isset($given[$name])) $this->claims[$name] = $given[$name];
    return $this;
  }
  public function setAttributes(array $attributes): self { $this->claims['attributes'] = $attributes; return $this; }
  public function setSha256(string $sha256): self { $this->claims['sha256'] = $sha256; return $this; }
  public function setGrant(VideoGrant $grant): self { $this->claims['video'] = $grant->all(); return $this; }
  public function setSipGrant(SIPGrant $grant): self { $this->claims['sip'] = $grant->all(); return $this; }
  public function toJwt(): string {
    $encode = fn (string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $input = $encode('{"typ":"JWT","alg":"HS256"}') . '.' . $encode(json_encode($this->claims, JSON_THROW_ON_ERROR));
    return $input . '.' . $encode(hash_hmac('sha256', $input, $this->secret, true));
  }
}

foreach (glob("$argv[1]/*.txt") as $path) {
  $make = function () use ($path): string {
    eval(file_get_contents($path));
    return $token;
  };
  echo basename($path, '.txt'), "\t", $make(), "\n";
}
