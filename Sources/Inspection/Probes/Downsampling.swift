import NeuralNetwork

/// Pictures made smaller by a whole factor, each pixel the mean of the ones it stands for.
package enum Downsampling {
    /// The smallest whole factor at which `image` fits into `limit`.
    package static func factor(from image: ImageShape, toFit limit: ImageShape) -> Int {
        var factor = 1
        while (image.height + factor - 1) / factor > max(1, limit.height)
            || (image.width + factor - 1) / factor > max(1, limit.width)
        {
            factor += 1
        }
        return factor
    }

    package static func size(of image: ImageShape, rowFactor: Int, columnFactor: Int) -> ImageShape {
        ImageShape(height: (image.height + rowFactor - 1) / rowFactor, width: (image.width + columnFactor - 1) / columnFactor)
    }

    /// - Parameter values: `[height, width]`, row-major.
    /// - Returns: `[⌈height / rowFactor⌉, ⌈width / columnFactor⌉]`; at the ends the mean of what is there.
    package static func areaMean(_ values: UnsafeBufferPointer<Float>, _ image: ImageShape, rowFactor: Int, columnFactor: Int)
        -> [Float]
    {
        precondition(
            values.count == image.height * image.width, "\(values.count) values are no \(image.height)×\(image.width) picture")
        if rowFactor == 1 && columnFactor == 1 { return Array(values) }
        let size = size(of: image, rowFactor: rowFactor, columnFactor: columnFactor)
        var result = [Float](repeating: 0, count: size.height * size.width)
        for row in 0..<size.height {
            let rows = row * rowFactor..<min(image.height, (row + 1) * rowFactor)
            for column in 0..<size.width {
                let columns = column * columnFactor..<min(image.width, (column + 1) * columnFactor)
                var sum: Float = 0
                for y in rows {
                    for x in columns { sum += values[y * image.width + x] }
                }
                result[row * size.width + column] = sum / Float(rows.count * columns.count)
            }
        }
        return result
    }
}
