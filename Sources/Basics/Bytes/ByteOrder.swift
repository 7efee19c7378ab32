/// The order in which the bytes of a number stand in a file.
public enum ByteOrder: Sendable {
    /// Lowest byte first: zip, NumPy, safetensors.
    case little
    /// Highest byte first: IDX.
    case big
}
