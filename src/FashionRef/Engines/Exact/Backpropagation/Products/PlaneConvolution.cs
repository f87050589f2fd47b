using FashionRef.Engines.Exact.Kernels;
using FashionRef.Engines.Exact.Lanes;
using FashionRef.Models;

namespace FashionRef.Engines.Exact.Backpropagation.Products;

/// <summary>
/// The three products of a convolution, each a <see cref="MatrixProduct{TLanes}"/> that reads the pixels under the kernel in place. The
/// kernel is <c>[height, width, channels of a group, filters]</c>.
/// </summary>
/// <typeparam name="TLanes">The vector type.</typeparam>
internal sealed class PlaneConvolution<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // Fewer places than this are added to the sums one by one: a long sum in float32 would lose digits, a short one costs more apart.
    private const int LongSum = 64;

    private readonly PlaneGeometry _geometry;
    private readonly int _channels;
    private readonly int _filters;
    private readonly int _block;
    private readonly bool _isDirect;
    private readonly bool _filtersAreWhole;
    private readonly bool _channelsAreWhole;
    private readonly int _gridRows;
    private readonly int _gridColumns;
    private readonly AlignedFloats _kernel;
    private readonly AlignedFloats _turned;
    private readonly AlignedFloats _zeros;
    private readonly AlignedFloats[] _planes;
    private readonly AlignedFloats[] _grids;
    private readonly AlignedFloats[] _places;
    private readonly AlignedFloats[] _rows;
    private readonly AlignedFloats[] _sums;

    /// <summary>Makes room.</summary>
    /// <param name="geometry">All sizes.</param>
    /// <param name="threads">How many threads there are.</param>
    public PlaneConvolution(PlaneGeometry geometry, int threads)
    {
        _geometry = geometry;
        _channels = AlignedFloats.RoundUp(geometry.GroupChannels);
        _filters = AlignedFloats.RoundUp(geometry.GroupFilters);
        _block = geometry.Taps * geometry.GroupChannels * _filters;
        _filtersAreWhole = geometry.Groups == 1 && _filters == geometry.GroupFilters;
        _channelsAreWhole = geometry.Groups == 1 && _channels == geometry.GroupChannels;
        _isDirect = geometry is { Groups: 1, Dilation.Width: 1 };
        _gridRows = geometry.Image[0] + ((geometry.Kernel.Height - 1) * geometry.Dilation.Height);
        _gridColumns = geometry.Image[1] + ((geometry.Kernel.Width - 1) * geometry.Dilation.Width);
        _kernel = new AlignedFloats((long)geometry.Groups * _block);
        _turned = new AlignedFloats((long)geometry.Groups * geometry.Taps * geometry.GroupFilters * _channels);
        _zeros = new AlignedFloats(Math.Max(_channels, _filters));
        _planes = AlignedFloats.ForThreads(threads, geometry.IsInside ? 0 : (long)geometry.ReachRows * geometry.ReachColumns * geometry.Image[2]);
        _grids = AlignedFloats.ForThreads(threads, (long)_gridRows * _gridColumns * geometry.Places[2]);
        _places = AlignedFloats.ForThreads(threads, _filtersAreWhole ? 0 : (long)geometry.PlaceCount * _filters);
        _rows = AlignedFloats.ForThreads(threads, _channelsAreWhole ? 0 : (long)geometry.Image[0] * geometry.Image[1] * _channels);
        _sums = AlignedFloats.ForThreads(threads, geometry.PlaceCount < LongSum ? 0 : _block);
        KernelLength = geometry.Groups * _block;
    }

    /// <summary>Numbers of a kernel's sums.</summary>
    public int KernelLength { get; }

    /// <summary>The number of initial values of a group's places.</summary>
    public int GroupFilters => _filters;

    /// <summary>Sets the kernel.</summary>
    /// <param name="kernel">In Keras' layout.</param>
    public void Set(ReadOnlySpan<float> kernel)
    {
        int filters = _geometry.Places[2];
        int rows = _geometry.Taps * _geometry.GroupChannels;
        for (int group = 0; group < _geometry.Groups; group++)
        {
            int first = group * _geometry.GroupFilters;
            PlaneCopy.Columns(kernel[first..], filters, _kernel.Span[(group * _block)..], _filters, rows, _geometry.GroupFilters);
            for (int tap = 0; tap < _geometry.Taps; tap++)
            {
                Span<float> turned = _turned.Span[(((group * _geometry.Taps) + _geometry.Taps - 1 - tap) * _geometry.GroupFilters * _channels)..];
                for (int channel = 0; channel < _geometry.GroupChannels; channel++)
                {
                    ReadOnlySpan<float> row = kernel.Slice((((tap * _geometry.GroupChannels) + channel) * filters) + first, _geometry.GroupFilters);
                    for (int filter = 0; filter < row.Length; filter++)
                    {
                        turned[(filter * _channels) + channel] = row[filter];
                    }
                }
            }
        }
    }

    /// <summary><c>places[p, f] = start[f] + sum of image[pixel under tap, c]·kernel[tap, c, f]</c>.</summary>
    /// <param name="image">A sample's.</param>
    /// <param name="start">For each group <see cref="GroupFilters"/> initial values.</param>
    /// <param name="places">Receives the sums.</param>
    /// <param name="worker">The thread's number.</param>
    public void ToPlaces(ReadOnlySpan<float> image, ReadOnlySpan<float> start, Span<float> places, int worker)
    {
        ReadOnlySpan<float> plane = Plane(image, worker, out int columns);
        PlaneRows rows = new(
            _geometry.Places[0], _geometry.Places[1], _geometry.Strides.Height * columns * _geometry.Image[2], _geometry.Strides.Width * _geometry.Image[2], columns, _geometry.Image[2], _geometry.GroupChannels, _filters);
        for (int group = 0; group < _geometry.Groups; group++)
        {
            Span<float> result = _filtersAreWhole ? places : _places[worker].Span;
            Multiply(rows, plane[(group * _geometry.GroupChannels)..], _kernel.Span.Slice(group * _block, _block), start[(group * _filters)..], result);
            if (!_filtersAreWhole)
            {
                PlaneCopy.Columns(result, _filters, places[(group * _geometry.GroupFilters)..], _geometry.Places[2], _geometry.PlaceCount, _geometry.GroupFilters);
            }
        }
    }

    /// <summary><c>image[pixel, c] = start[c] + sum over the places and taps that are there of places[p, f]·kernel[tap, c, f]</c>.</summary>
    /// <param name="places">A sample's.</param>
    /// <param name="start">The initial values of a group's channels; null for zeros.</param>
    /// <param name="image">Receives the sums.</param>
    /// <param name="worker">The thread's number.</param>
    public void ToImage(ReadOnlySpan<float> places, AlignedFloats? start, Span<float> image, int worker)
    {
        ReadOnlySpan<float> grid = places;
        if (_geometry is not { Taps: 1, Strides: { Height: 1, Width: 1 }, Top: 0, Left: 0 } || _geometry.PlaceCount != _geometry.Image[0] * _geometry.Image[1])
        {
            // The place of a tap is the pixel less the tap: a convolution with the kernel turned by 180 degrees.
            Span<float> spread = _grids[worker].Span;
            GridSpread lie = new(
                _gridRows,
                _gridColumns,
                ((_geometry.Kernel.Height - 1) * _geometry.Dilation.Height) - _geometry.Top,
                ((_geometry.Kernel.Width - 1) * _geometry.Dilation.Width) - _geometry.Left,
                _geometry.Strides.Height,
                _geometry.Strides.Width);
            PlaneCopy.Spread(places, _geometry.Places[0], _geometry.Places[1], lie, spread);
            grid = spread;
        }

        int filters = _geometry.Places[2];
        PlaneRows rows = new(_geometry.Image[0], _geometry.Image[1], _gridColumns * filters, filters, _gridColumns, filters, _geometry.GroupFilters, _channels);
        int block = _geometry.Taps * _geometry.GroupFilters * _channels;
        for (int group = 0; group < _geometry.Groups; group++)
        {
            Span<float> result = _channelsAreWhole ? image : _rows[worker].Span;
            Multiply(rows, grid[(group * _geometry.GroupFilters)..], _turned.Span.Slice(group * block, block), (start ?? _zeros).Span, result);
            if (!_channelsAreWhole)
            {
                PlaneCopy.Columns(result, _channels, image[(group * _geometry.GroupChannels)..], _geometry.Image[2], _geometry.Image[0] * _geometry.Image[1], _geometry.GroupChannels);
            }
        }
    }

    /// <summary><c>sums[tap, c, f] += sum over places of image[pixel under tap, c]·places[p, f]</c>.</summary>
    /// <param name="image">A sample's.</param>
    /// <param name="places">A sample's.</param>
    /// <param name="sums">Of <see cref="KernelLength"/>.</param>
    /// <param name="worker">The thread's number.</param>
    public void AddKernel(ReadOnlySpan<float> image, ReadOnlySpan<float> places, Span<float> sums, int worker)
    {
        ReadOnlySpan<float> plane = Plane(image, worker, out int columns);
        for (int group = 0; group < _geometry.Groups; group++)
        {
            ReadOnlySpan<float> right = places;
            if (!_filtersAreWhole)
            {
                PlaneCopy.Columns(places[(group * _geometry.GroupFilters)..], _geometry.Places[2], _places[worker].Span, _filters, _geometry.PlaceCount, _geometry.GroupFilters);
                right = _places[worker].Span;
            }

            Span<float> own = sums.Slice(group * _block, _block);
            if (_geometry.PlaceCount < LongSum)
            {
                MultiplyKernel(plane[(group * _geometry.GroupChannels)..], columns, right, own, own);
            }
            else
            {
                Span<float> one = _sums[worker].Span;
                MultiplyKernel(plane[(group * _geometry.GroupChannels)..], columns, right, [], one);
                Elementwise<TLanes>.Add(one, own);
            }
        }
    }

    /// <summary>Copies a kernel's sums.</summary>
    /// <param name="sums">Of <see cref="KernelLength"/>.</param>
    /// <param name="kernel">Receives them in Keras' layout.</param>
    public void Read(ReadOnlySpan<float> sums, Span<float> kernel)
    {
        for (int group = 0; group < _geometry.Groups; group++)
        {
            PlaneCopy.Columns(
                sums[(group * _block)..], _filters, kernel[(group * _geometry.GroupFilters)..], _geometry.Places[2], _geometry.Taps * _geometry.GroupChannels, _geometry.GroupFilters);
        }
    }

    // The image with zeros around, where the kernel reaches outside.
    private ReadOnlySpan<float> Plane(ReadOnlySpan<float> image, int worker, out int columns)
    {
        columns = _geometry.Image[1];
        if (_geometry.IsInside)
        {
            return image;
        }

        columns = _geometry.ReachColumns;
        Span<float> plane = _planes[worker].Span;
        PlaneCopy.Spread(image, _geometry.Image[0], _geometry.Image[1], new GridSpread(_geometry.ReachRows, columns, _geometry.Top, _geometry.Left, 1, 1), plane);
        return plane;
    }

    private void Multiply(in PlaneRows rows, ReadOnlySpan<float> left, ReadOnlySpan<float> right, ReadOnlySpan<float> start, Span<float> result)
    {
        // Where nothing is between the rows, they are one.
        bool isOne = rows.Width * rows.PlaceStride == rows.RowStride;
        int count = isOne ? rows.Height * rows.Width : rows.Width;
        Size2D kernel = _geometry.Kernel;
        for (int row = 0; row < (isOne ? 1 : rows.Height); row++)
        {
            ReadOnlySpan<float> pixels = left[(row * rows.RowStride)..];
            Span<float> own = result[(row * rows.Width * rows.Columns)..];
            if (_isDirect)
            {
                ProductShape shape = new(
                    Rows: count,
                    Columns: rows.Columns,
                    Outer: kernel.Height,
                    Inner: kernel.Width * rows.Inner,
                    LeftRow: rows.PlaceStride,
                    LeftOuter: _geometry.Dilation.Height * rows.GridColumns * rows.Pixel,
                    LeftInner: 1,
                    RightRow: rows.Columns,
                    StartRow: 0,
                    ResultRow: rows.Columns);
                MatrixProduct<TLanes>.Compute(shape, pixels, right, start, own);
                continue;
            }

            for (int i = 0; i < kernel.Height; i++)
            {
                ProductShape shape = new(
                    Rows: count,
                    Columns: rows.Columns,
                    Outer: kernel.Width,
                    Inner: rows.Inner,
                    LeftRow: rows.PlaceStride,
                    LeftOuter: _geometry.Dilation.Width * rows.Pixel,
                    LeftInner: 1,
                    RightRow: rows.Columns,
                    StartRow: i == 0 ? 0 : rows.Columns,
                    ResultRow: rows.Columns);
                MatrixProduct<TLanes>.Compute(
                    shape, pixels[(i * _geometry.Dilation.Height * rows.GridColumns * rows.Pixel)..], right[(i * kernel.Width * rows.Inner * rows.Columns)..], i == 0 ? start : own, own);
            }
        }
    }

    private void MultiplyKernel(ReadOnlySpan<float> plane, int columns, ReadOnlySpan<float> places, ReadOnlySpan<float> start, Span<float> result)
    {
        int pixel = _geometry.Image[2];
        int rows = _isDirect ? _geometry.Kernel.Width * pixel : _geometry.GroupChannels;
        for (int i = 0; i < _geometry.Kernel.Height; i++)
        {
            for (int j = 0; j < (_isDirect ? 1 : _geometry.Kernel.Width); j++)
            {
                int offset = ((i * _geometry.Kernel.Width) + j) * _geometry.GroupChannels * _filters;
                ProductShape shape = new(
                    Rows: rows,
                    Columns: _filters,
                    Outer: _geometry.Places[0],
                    Inner: _geometry.Places[1],
                    LeftRow: 1,
                    LeftOuter: _geometry.Strides.Height * columns * pixel,
                    LeftInner: _geometry.Strides.Width * pixel,
                    RightRow: _filters,
                    StartRow: start.IsEmpty ? 0 : _filters,
                    ResultRow: _filters);
                MatrixProduct<TLanes>.Compute(
                    shape,
                    plane[(((i * _geometry.Dilation.Height * columns) + (j * _geometry.Dilation.Width)) * pixel)..],
                    places,
                    start.IsEmpty ? _zeros.Span : start[offset..],
                    result[offset..]);
            }
        }
    }

    // Rows of places on a grid of pixels, and how much is read of a pixel.
    private readonly record struct PlaneRows(int Height, int Width, int RowStride, int PlaceStride, int GridColumns, int Pixel, int Inner, int Columns);
}
