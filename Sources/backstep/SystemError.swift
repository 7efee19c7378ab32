import Glibc

/// The system's message on a call that has failed.
enum SystemError {
    /// `no such file or directory`: words that go on a sentence.
    static func reason(_ code: Int32 = errno) -> String { String(cString: strerror(code)).lowercased() }
}
