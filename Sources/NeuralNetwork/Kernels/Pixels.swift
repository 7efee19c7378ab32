import Kernels

/// Bytes of pictures as numbers, in the instructions of the level in use.
package enum Pixels {
    /// `y = byte / 255`, correctly rounded at every level.
    package static func scale(_ bytes: UnsafePointer<UInt8>, _ count: Int, into y: UnsafeMutablePointer<Float>) {
        KernelLevel.currentKernels.scale(count, bytes, y)
    }
}
