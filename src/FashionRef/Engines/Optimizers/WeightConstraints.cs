using System.Numerics;
using FashionRef.Models;

namespace FashionRef.Engines.Optimizers;

/// <summary>Applies constraints to weights.</summary>
public static class WeightConstraints
{
    private const double Fuzz = 1e-7;

    /// <summary>Brings a weight into its bounds.</summary>
    /// <typeparam name="T">Its type; all arithmetic is in it.</typeparam>
    /// <param name="constraint">The constraint.</param>
    /// <param name="shape">The weight's shape.</param>
    /// <param name="values">Its values, row-major; they are changed.</param>
    public static void Apply<T>(WeightConstraint constraint, Shape shape, T[] values)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(constraint);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (constraint.Kind == WeightConstraintKind.NonNeg)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = values[i] >= T.Zero ? values[i] : T.Zero;
            }

            return;
        }

        int[] groups = Groups(shape, constraint.Axes);
        T[] norms = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            norms[groups[i]] += values[i] * values[i];
        }

        T fuzz = T.CreateTruncating(Fuzz);
        (T least, T most, T rate) = (T.CreateTruncating(constraint.Least), T.CreateTruncating(constraint.Most), T.CreateTruncating(constraint.Rate));
        for (int i = 0; i < values.Length; i++)
        {
            T norm = T.Sqrt(norms[groups[i]]);
            T desired = constraint.Kind switch
            {
                WeightConstraintKind.MaxNorm => T.Min(norm, most),
                WeightConstraintKind.UnitNorm => T.One,
                _ => (rate * T.Clamp(norm, least, most)) + ((T.One - rate) * norm),
            };
            values[i] *= desired / (fuzz + norm);
        }
    }

    // Each value's group is the first place that has the same position in all other axes.
    private static int[] Groups(Shape shape, IReadOnlyList<int> axes)
    {
        int[] groups = new int[shape.Count];
        int[] strides = new int[shape.Rank];
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        for (int i = 0; i < groups.Length; i++)
        {
            int first = i;
            foreach (int axis in axes)
            {
                first -= i / strides[axis] % shape[axis] * strides[axis];
            }

            groups[i] = first;
        }

        return groups;
    }
}
