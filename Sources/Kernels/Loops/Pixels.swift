import CProcessor
import Kernels

/// Bytes to 0…1: `byte / 255`, without dividing.
enum Pixels {
    // 1/255 in two parts. A byte times the high part (16 significant bits) is exact, so only the sum rounds: the result is `byte
    // / 255` to the last bit at every level, with two products and a sum.
    private static let high: Float = 0x8081p-23
    private static let low = Float(1.0 / 255 - 0x8081p-23)

    static func scale(_ count: Int, _ bytes: UnsafePointer<UInt8>, _ y: UnsafeMutablePointer<Float>) {
        var i = 0
        while i &+ 16 <= count {
            let numbers = backstep_from_bytes(bytes + i)
            (numbers * high + numbers * low).store(y + i)
            i &+= 16
        }
        while i < count {
            let number = Float(bytes[i])
            y[i] = number * high + number * low
            i &+= 1
        }
    }
}
