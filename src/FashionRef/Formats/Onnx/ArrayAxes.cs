using FashionRef.Models;

namespace FashionRef.Formats.Onnx;

/// <summary>Arrays with their axes in another order.</summary>
internal static class ArrayAxes
{
    /// <summary>A shape with its axes in another order.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="order">For each axis of the result, the shape's axis.</param>
    public static Shape Permuted(Shape shape, IReadOnlyList<int> order) => Shape.Of([.. order.Select(axis => shape[axis])]);

    /// <summary>An array's numbers with its axes in another order.</summary>
    /// <param name="shape">The array's.</param>
    /// <param name="values">Row-major.</param>
    /// <param name="order">For each axis of the result, the array's axis.</param>
    /// <returns>Row-major.</returns>
    public static double[] Permuted(Shape shape, double[] values, IReadOnlyList<int> order)
    {
        // How far apart neighbours along each axis are, in the array.
        int[] steps = new int[shape.Rank];
        int step = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step *= shape[axis];
        }

        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            (int place, int rest) = (0, i);
            for (int axis = order.Count - 1; axis >= 0; axis--)
            {
                int size = shape[order[axis]];
                place += rest % size * steps[order[axis]];
                rest /= size;
            }

            result[i] = values[place];
        }

        return result;
    }
}
