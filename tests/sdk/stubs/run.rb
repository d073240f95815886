# Runs each program of a folder, and prints the tokens.
$LOAD_PATH.unshift(__dir__)
Encoding.default_external = Encoding::UTF_8

def token(path)
  code = File.read(path)
  scope = binding
  scope.eval(code, path)
  scope.local_variable_get(:jwt)
end

Dir.glob("#{ARGV[0]}/*.txt") { |path| puts "#{File.basename(path, '.txt')}\t#{token(path)}" }
