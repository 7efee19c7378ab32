import CProcessor
import Kernels

/// Bytes of pictures as numbers, in the instructions of the level in use.
package enum PixelBytes {
    /// `y = byte / 255`, correctly rounded at every level.
    package static func scale(_ bytes: UnsafePointer<UInt8>, _ count: Int, into y: UnsafeMutablePointer<Float>) {
        KernelLevel.currentKernels.scale(count, bytes, y)
    }

    /// Fetches bytes that will be scaled a little later: samples of a batch lie anywhere in the data.
    package static func prefetch(_ bytes: UnsafePointer<UInt8>, _ count: Int) { backstep_prefetch(bytes, count) }
}
